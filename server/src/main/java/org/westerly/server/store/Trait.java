package org.westerly.server.store;

import java.util.Locale;
import org.westerly.server.run.Origin;
import org.westerly.server.run.Owner;

/** What runs can have in common that share a cap or a priority. Settled when a run is accepted. */
public sealed interface Trait {

    boolean isOf(Origin origin);

    record OfOwner(Owner owner) implements Trait {
        @Override
        public boolean isOf(Origin origin) {
            return owner.equals(origin.owner());
        }
    }

    /** An engine in any version, its name in any case of letters. */
    record OfEngine(String name) implements Trait {
        public OfEngine {
            name = name.toLowerCase(Locale.ROOT);
        }

        @Override
        public boolean isOf(Origin origin) {
            return name.equalsIgnoreCase(origin.engine().name());
        }
    }

    record OfTag(String key, String value) implements Trait {
        @Override
        public boolean isOf(Origin origin) {
            return value.equals(origin.tags().get(key));
        }
    }
}
