package org.westerly.server.queue;

import java.util.List;
import java.util.Optional;

/** All gates of a server, one behind the other. */
public record Gates(List<Gate> all) implements Gate {

    public static final Gates NONE = new Gates(List.of());

    public Gates {
        all = List.copyOf(all);
    }

    @Override
    public Optional<String> shut() {
        return all.stream().flatMap(gate -> gate.shut().stream()).findFirst();
    }
}
