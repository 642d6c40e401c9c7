package org.westerly.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.westerly.client.WesterlyException;

/** Does the same to several runs; one that fails does not keep the others from it. */
final class EachRun {

    private EachRun() {}

    /** The exit code: 0 when it was done to all of them, else 2. */
    static int of(ServerOptions options, List<String> runs, Consumer<String> act) {
        int code = 0;
        for (String run : runs) {
            try {
                act.accept(run);
                told(options, run);
            } catch (WesterlyException | InvalidUseException e) {
                Refuse.tell(e, options.json(), System.err);
                code = Refuse.EXIT_CODE;
            }
        }
        return code;
    }

    private static void told(ServerOptions options, String run) {
        if (options.json()) {
            Map<String, Object> said = new LinkedHashMap<>();
            said.put("run_id", run);
            options.jsonOut().write(said);
        } else {
            options.out().println(run);
        }
    }
}
