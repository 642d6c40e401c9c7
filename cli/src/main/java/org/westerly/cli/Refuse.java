package org.westerly.cli;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.westerly.cli.gather.GatherException;
import org.westerly.cli.show.JsonOut;
import org.westerly.client.WesterlyException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Says what went wrong: in words, or in JSON to who asked for that; only a defect of ours shows its stack. */
final class Refuse implements IExecutionExceptionHandler {

    /** Also of wrong use; 1 is left to workflows that fail. */
    static final int EXIT_CODE = 2;

    @Override
    public int handleExecutionException(Exception problem, CommandLine command, ParseResult parsed) {
        switch (problem) {
            case WesterlyException said -> tell(said, inJson(parsed), System.err);
            case InvalidUseException said -> tell(said, inJson(parsed), System.err);
            case GatherException said -> tell(said, inJson(parsed), System.err);
            default -> problem.printStackTrace(System.err);
        }
        return EXIT_CODE;
    }

    /** The option is one of the subcommand's. */
    private static boolean inJson(ParseResult parsed) {
        return parsed.hasSubcommand() ? inJson(parsed.subcommand()) : parsed.hasMatchedOption("--json");
    }

    static void tell(RuntimeException problem, boolean json, PrintStream err) {
        String message = String.valueOf(problem.getMessage());
        if (!json) {
            err.println("westerly: " + message);
            return;
        }
        Map<String, Object> said = new LinkedHashMap<>();
        said.put("error", message);
        if (problem instanceof WesterlyException failed) {
            said.put("kind", failed.kind().name().toLowerCase(Locale.ROOT));
            said.put("status_code", failed.status());
            said.put("code", failed.code());
            said.put("errors", failed.errors());
        } else {
            said.put("kind", "invalid_use");
        }
        new JsonOut(err).write(said);
    }
}
