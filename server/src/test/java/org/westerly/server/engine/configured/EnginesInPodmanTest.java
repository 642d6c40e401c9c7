package org.westerly.server.engine.configured;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.westerly.server.engine.TaskRecord;
import org.westerly.server.engine.configured.EngineSettings.Site;
import org.westerly.server.executor.Executor;
import org.westerly.server.executor.local.ContainerRuntime;
import org.westerly.server.executor.local.LocalExecutor;
import org.westerly.server.testkit.Podman;

/** Every engine that can have its tasks run by podman, with a real one. */
class EnginesInPodmanTest {

    /**
     * An engine and its language.
     *
     * @param hello one task, which writes what the shell of its image is
     * @param waiting one task, which says "started" on standard error and then sleeps for ever
     */
    record Case(String engine, String type, Submission hello, Submission waiting) {
        @Override
        public String toString() {
            return engine + " " + type;
        }
    }

    private static final String WRITE = "readlink /bin/sh > hello.txt";
    private static final String WAIT = "echo started >&2; sleep 600 & sleep 600";

    @TempDir
    Path temporary;

    static List<Case> engines() {
        return List.of(
                new Case("cwltool", "CWL", cwl(WRITE), cwl(WAIT)),
                new Case("toil", "CWL", cwl(WRITE), cwl(WAIT)),
                new Case("miniwdl", "WDL", wdl(WRITE), wdl(WAIT)),
                new Case("toil", "WDL", wdl(WRITE), wdl(WAIT)),
                new Case("nextflow", "NFL", nextflow(WRITE), nextflow(WAIT)));
    }

    private static Submission cwl(String script) {
        return new Submission("task.cwl", "{}", Map.of("task.cwl", """
                cwlVersion: v1.2
                class: CommandLineTool
                requirements: {DockerRequirement: {dockerPull: "%s"}}
                baseCommand: [sh, -c, '%s']
                inputs: {}
                outputs: {said: {type: File?, outputBinding: {glob: hello.txt}}}
                """.formatted(Podman.IMAGE, script)));
    }

    private static Submission wdl(String script) {
        return new Submission("task.wdl", "{}", Map.of("task.wdl", """
                version 1.0
                task hello {
                  command { %s }
                  output { File said = "hello.txt" }
                  runtime { docker: "%s" }
                }
                """.formatted(script, Podman.IMAGE)));
    }

    private static Submission nextflow(String script) {
        return new Submission("task.nf", "{}", Map.of("task.nf", """
                process HELLO {
                  container '%s'
                  publishDir 'results'
                  output: path 'hello.txt'
                  script: '%s'
                }
                workflow { HELLO() }
                """.formatted(Podman.IMAGE, script)));
    }

    private EngineRunner runner(Case engine, Podman podman) throws Exception {
        Executor executor = new LocalExecutor(List.of(new ContainerRuntime(podman.program(), podman.environment())));
        Site site = new Site(List.of(), "none", Map.of(engine.engine(), "podman"), Map.of());
        return new EngineRunner(
                EngineRunner.find(engine.engine(), null, site, podman.environment(), temporary), executor, temporary);
    }

    private static List<String> containers(Podman podman, Running running) throws Exception {
        Podman.Answer answer = podman.run(
                "ps",
                "-aq",
                "--filter",
                "label=westerly.run=" + running.prepared().label());
        assertThat(answer.code()).as(answer.err()).isZero();
        return answer.out().lines().toList();
    }

    @ParameterizedTest
    @MethodSource("engines")
    void runsATaskInItsImage(Case engine) throws Exception {
        EngineRunner runner = runner(engine, Podman.get());
        Ended ended = runner.run(runner.prepare(engine.type(), engine.hello()));

        assertThat(ended.outputs()).contains("hello.txt");
        assertThat(ended.files(runner.engine()))
                .filteredOn(file -> file.endsWith("hello.txt"))
                .anySatisfy(file -> assertThat(file).hasContent("busybox\n"));
        assertThat(ended.tasks()).singleElement().satisfies(task -> {
            assertThat(task.exitCode()).isZero();
            assertThat(task.extra()).containsEntry("container", Podman.IMAGE);
        });
    }

    @ParameterizedTest
    @MethodSource("engines")
    void leavesNoContainerWhenCancelled(Case engine) throws Exception {
        Podman podman = Podman.get();
        EngineRunner runner = runner(engine, podman);
        Running running = runner.start(runner.prepare(engine.type(), engine.waiting()));
        try {
            List<TaskRecord> tasks = running.watch(seen -> seen.size() == 1
                            && Ended.read(seen.getFirst().stderr()).contains("started"))
                    .getLast();
            List<String> working = containers(podman, running);
            running.cancel();

            assertThat(tasks.getFirst().end()).isNull();
            assertThat(working).isNotEmpty();
            assertThat(containers(podman, running)).isEmpty();
            assertThat(running.alive()).isEmpty();
        } finally {
            running.cancel();
        }
    }
}
