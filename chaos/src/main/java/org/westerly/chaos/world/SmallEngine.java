package org.westerly.chaos.world;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.westerly.chaos.plan.Work;

/** An engine whose documents are scripts for {@code sh}. Each start of it leaves a line, by which it is known how often it was. */
public final class SmallEngine {

    private static final String YAML = """
            version: "1"
            engine:
              name: shell
              version: "1"
              workflowTypes: [SH]
              workflowTypeVersions:
                SH: ["1.0"]
              commandTemplate: ["PROGRAM", "{workflow_path}"]
              outputs:
                listing: "{workdir}"
            runs:
              hooks:
                postRunHook:
                  script: |
                    sleep 1.$(($$ % 7))
                    echo $STATE >> HOOKS/$RUN_ID
            """;

    /** How many lines {@link Work#CHATTY} says. */
    public static final int LINES = 5000;

    private final Path program;
    private final Path definitions;
    private final Path starts;
    private final Path ends;
    private final Path hooks;

    private SmallEngine(Path folder) throws IOException {
        program = Files.createDirectories(folder.resolve("bin")).resolve("small-engine");
        definitions = Files.createDirectories(folder.resolve("definitions"));
        starts = Files.createDirectories(folder.resolve("starts"));
        ends = Files.createDirectories(folder.resolve("ends"));
        hooks = Files.createDirectories(folder.resolve("hooks"));
    }

    static SmallEngine make(Path folder) throws IOException {
        SmallEngine engine = new SmallEngine(folder);
        Files.writeString(
                engine.definitions.resolve("shell.yaml"),
                YAML.replace("PROGRAM", engine.program.toString()).replace("HOOKS", engine.hooks.toString()));
        Files.writeString(engine.program, "#!/bin/sh\nexec /bin/sh \"$@\"\n");
        Files.setPosixFilePermissions(engine.program, PosixFilePermissions.fromString("rwxr-xr-x"));
        return engine;
    }

    Path definitions() {
        return definitions;
    }

    void remove() throws IOException {
        Files.move(program, away());
    }

    void bringBack() throws IOException {
        Files.move(away(), program);
    }

    private Path away() {
        return program.resolveSibling("small-engine.away");
    }

    /** A line for each time that the script of this name was started. */
    public Path starts(String token) {
        return starts.resolve(token);
    }

    /** There when the script of this name came to its own end. */
    public Path end(String token) {
        return ends.resolve(token);
    }

    /** A line for each time that the hook after this run came to its end: the state that it was told. */
    public Path hooks(String run) {
        return hooks.resolve(run);
    }

    /** The document of a submission, whose attachment is {@code in.txt}. */
    public String script(Work work, String token) {
        return "set -e\necho $$ >> " + starts(token) + "\necho begun " + token + "\n"
                + switch (work) {
                    case QUICK, FETCHED -> "cat in.txt > out.txt\n";
                    case SLOW -> "sleep 0.$(($$ % 9 + 1)); cat in.txt > out.txt; sleep 0.$(($$ % 7 + 2))\n";
                    case CHATTY ->
                        "i=0; while [ $i -lt " + LINES
                                + " ]; do i=$((i + 1)); echo line $i; done\ncat in.txt > out.txt\n";
                    case LEAVING ->
                        "setsid sh -c 'while :; do sleep 5; done' left-" + token
                                + " </dev/null >/dev/null 2>&1 &\ncat in.txt > out.txt\n";
                    case FAILING -> "echo no good >&2\necho > " + end(token) + "\nexit 3\n";
                    case WAITING -> "while :; do sleep 1; done\n";
                    case STUBBORN ->
                        "trap '' TERM\nsetsid sh -c 'trap \"\" TERM; while :; do sleep 5; done' child-" + token
                                + " </dev/null >/dev/null 2>&1 &\nwhile :; do sleep 1; done\n";
                }
                + "echo done " + token + "\necho > " + end(token) + "\n";
    }

    /** What it says on standard output when it comes to its end. */
    public String output(Work work, String token) {
        StringBuilder said = new StringBuilder("begun " + token + "\n");
        if (work == Work.CHATTY) {
            for (int line = 1; line <= LINES; line++) {
                said.append("line ").append(line).append('\n');
            }
        }
        return said.append("done ").append(token).append('\n').toString();
    }
}
