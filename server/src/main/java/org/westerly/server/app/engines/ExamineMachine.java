package org.westerly.server.app.engines;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.westerly.server.app.engines.Diagnosis.Health;
import org.westerly.server.executor.Executor;

/** Looks at what engines need of the machine: programs to install them with, an executor, the site's container runtime. */
record ExamineMachine(Executor executor, List<Path> searched, String containers) {

    List<Diagnosis> examine() {
        List<Diagnosis> found = new ArrayList<>();
        found.add(
                Diagnosis.good("java", System.getProperty("java.version") + " in " + System.getProperty("java.home")));
        found.add(python());
        found.add(tool(
                "mvn",
                "-version",
                "Apache Maven ([0-9A-Za-z.-]+)",
                Health.ABSENT,
                "to install Nextflow: apt-get install maven"));
        found.add(executor.check()
                .map(fault -> new Diagnosis("executor", Health.BAD, fault, "install what is missing"))
                .orElseGet(() -> Diagnosis.good("executor", "runs programs of this machine")));
        found.add(tool(
                "node",
                "--version",
                "v?(.*)",
                Health.ABSENT,
                "for CWL documents with JavaScript: apt-get install nodejs"));
        found.addAll(runtime());
        return found;
    }

    private Diagnosis python() {
        Optional<Program> python = find("python3");
        Optional<String> version = python.flatMap(program ->
                program.answer("-c", "import sys, venv, ensurepip; print('%d.%d.%d' % sys.version_info[:3])"));
        String advice = "to install engines written in Python: apt-get install python3 python3-venv";
        if (python.isEmpty()) {
            return new Diagnosis("python3", Health.ABSENT, "not in PATH", advice);
        }
        return version.map(text -> Diagnosis.good("python3", text))
                .orElseGet(() -> new Diagnosis("python3", Health.BAD, "has no venv", advice));
    }

    private Diagnosis tool(String name, String question, String pattern, Health otherwise, String advice) {
        Optional<Program> program = find(name);
        if (program.isEmpty()) {
            return new Diagnosis(name, otherwise, "not in PATH", advice);
        }
        return program.get()
                .answer(question)
                .map(text -> Diagnosis.good(
                        name,
                        text.lines()
                                .map(line -> line.replaceFirst("^.*?" + pattern + ".*$", "$1"))
                                .findFirst()
                                .orElse("")))
                .orElseGet(() -> new Diagnosis(name, Health.BAD, "does not answer " + question, advice));
    }

    /** Only what the site has chosen needs to be there. */
    private List<Diagnosis> runtime() {
        return switch (containers) {
            case "none" ->
                List.of(Diagnosis.good("containers", "none: tasks run on this machine (engines.containers)"));
            case "docker", "podman" ->
                List.of(answering(containers, "ps", "its service answers", "start it, or set engines.containers=none"));
            default ->
                List.of(answering(containers, "--version", "it answers", "install it, or set engines.containers=none"));
        };
    }

    private Diagnosis answering(String program, String question, String well, String advice) {
        Optional<Program> found = find(program);
        if (found.isEmpty()) {
            return new Diagnosis(
                    "containers",
                    Health.BAD,
                    program + " is not in PATH",
                    "install it, or set engines.containers=none");
        }
        return found.get().answer(question).isPresent()
                ? Diagnosis.good("containers", program + ": " + well)
                : new Diagnosis("containers", Health.BAD, program + " " + question + " fails", advice);
    }

    private Optional<Program> find(String name) {
        return Program.find(
                name, Stream.concat(Program.searched(), searched.stream().map(Path::toString)));
    }
}
