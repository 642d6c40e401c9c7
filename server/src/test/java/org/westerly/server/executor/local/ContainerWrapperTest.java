package org.westerly.server.executor.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The wrapper before docker and podman, with programs of the test's own behind it. */
class ContainerWrapperTest {

    private static final String LABEL = "westerly.run=the run";

    @TempDir
    Path folder = Path.of("");

    private Path wrappers;
    private Path real;

    @BeforeEach
    void unpack() throws Exception {
        wrappers = wrappers("wrappers");
        real = Files.createDirectory(folder.resolve("real"));
        for (String name : List.of("docker", "podman")) {
            program(real.resolve(name), "printf '%s\\0' \"$0\" \"HOME=$HOME\" \"$@\"; exit 9");
        }
    }

    private Path wrappers(String name) throws IOException {
        Path made = Files.createDirectory(folder.resolve(name));
        for (String program : List.of("docker", "podman")) {
            program(made.resolve(program), text(program));
        }
        return made;
    }

    private static String text(String program) throws IOException {
        try (InputStream text = ContainerWrapperTest.class.getResourceAsStream("/engines/containers/" + program)) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void program(Path file, String script) throws IOException {
        Files.writeString(file, script.startsWith("#!") ? script : "#!/bin/sh\n" + script + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private record Answer(int code, List<String> words, String err) {}

    private Answer run(Map<String, String> environment, String... argv) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(argv);
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Answer(process.waitFor(), List.of(out.split("\0", 0)), err);
    }

    private Map<String, String> environment(Path... path) {
        Map<String, String> environment = new HashMap<>(Map.of("WESTERLY_JOB", "the run", "HOME", "/run/tmp"));
        environment.put(
                "PATH",
                Stream.concat(Stream.of(path).map(Path::toString), Stream.of("/usr/bin", "/bin"))
                        .collect(java.util.stream.Collectors.joining(":")));
        return environment;
    }

    private List<String> passed(String program, String... arguments) throws Exception {
        List<String> argv = new ArrayList<>(List.of(wrappers.resolve(program).toString()));
        argv.addAll(List.of(arguments));
        Answer answer = run(environment(wrappers, real), argv.toArray(String[]::new));
        assertThat(answer.code()).isEqualTo(9);
        assertThat(answer.err()).isEmpty();
        assertThat(answer.words().getFirst()).isEqualTo(real.resolve(program).toString());
        return answer.words().subList(2, answer.words().size());
    }

    @Test
    void theTwoHaveOneText() throws Exception {
        assertThat(text("docker")).isEqualTo(text("podman"));
    }

    @Test
    void whatMakesAContainerGetsTheLabelBehindItsName() throws Exception {
        assertThat(passed("docker", "run", "--rm", "image", "run"))
                .containsExactly("run", "--label", LABEL, "--rm", "image", "run");
        assertThat(passed("podman", "create", "image")).containsExactly("create", "--label", LABEL, "image");
        assertThat(passed("podman", "container", "run", "image"))
                .containsExactly("container", "run", "--label", LABEL, "image");
        assertThat(passed("docker", "container", "create", "image"))
                .containsExactly("container", "create", "--label", LABEL, "image");
    }

    @Test
    void globalOptionsMayComeFirst() throws Exception {
        for (List<String> options : List.of(
                List.of("--remote"),
                List.of("-r"),
                List.of("-H", "unix:///run/docker.sock"),
                List.of("-Htcp://host"),
                List.of("-DH", "run"),
                List.of("--host=tcp://run"),
                List.of("--context", "run"),
                List.of("-c", "create"),
                List.of("--log-level", "debug", "--root", "/store", "--storage-opt", "a=b"),
                List.of("--log-level=debug", "--syslog"))) {
            List<String> expected = new ArrayList<>(options);
            expected.addAll(List.of("run", "--label", LABEL, "image"));
            List<String> given = new ArrayList<>(options);
            given.addAll(List.of("run", "image"));
            assertThat(passed("podman", given.toArray(String[]::new))).isEqualTo(expected);
        }
    }

    @Test
    void everythingElseIsUntouched() throws Exception {
        for (List<String> words : List.of(
                List.of("ps", "-a"),
                List.of("pull", "run"),
                List.of("exec", "x", "run"),
                List.of("pod", "create", "x"),
                List.of("container", "container", "run"),
                List.of("network", "create", "run"),
                List.of("--version"),
                List.of("build", "-t", "create", "."))) {
            assertThat(passed("docker", words.toArray(String[]::new))).isEqualTo(words);
        }
        Answer bare =
                run(environment(wrappers, real), wrappers.resolve("podman").toString());
        assertThat(bare.words()).hasSize(2);
    }

    @Test
    void wordsArriveAsTheyWere() throws Exception {
        List<String> odd = List.of("run", "-e", "A=it's \"$HOME\" `id` \\ *", "", "two\nlines", " x ", "--", "-n");
        List<String> expected = new ArrayList<>(odd);
        expected.addAll(1, List.of("--label", LABEL));
        assertThat(passed("docker", odd.toArray(String[]::new))).isEqualTo(expected);
    }

    @Test
    void outsideOfARunNothingIsAdded() throws Exception {
        Map<String, String> environment = environment(wrappers, real);
        environment.remove("WESTERLY_JOB");
        assertThat(run(environment, wrappers.resolve("docker").toString(), "run", "x")
                        .words())
                .endsWith("run", "x");
    }

    @Test
    void theHomeOfTheServerIsGivenBack() throws Exception {
        Map<String, String> environment = environment(wrappers, real);
        assertThat(run(environment, wrappers.resolve("docker").toString()).words())
                .contains("HOME=/run/tmp");
        environment.put("WESTERLY_CONTAINERS_HOME", "/home/westerly");
        assertThat(run(environment, wrappers.resolve("docker").toString()).words())
                .contains("HOME=/home/westerly");
    }

    @Test
    void itNeverRunsItself() throws Exception {
        Path linked = Files.createSymbolicLink(folder.resolve("linked"), wrappers);
        Path copied = wrappers("copied");
        Path plain = Files.createDirectory(folder.resolve("plain"));
        Files.writeString(plain.resolve("podman"), "not a program");
        Files.createDirectories(folder.resolve("directory/podman"));
        for (Path[] path : new Path[][] {
            {wrappers, real},
            {linked, wrappers, real},
            {wrappers, copied, real},
            {copied, wrappers, linked, plain, folder.resolve("directory"), real},
            {real}
        }) {
            for (Path first : List.of(wrappers, linked, copied)) {
                Answer answer = run(environment(path), first.resolve("podman").toString(), "ps");
                assertThat(answer.code()).isEqualTo(9);
                assertThat(answer.words().getFirst())
                        .isEqualTo(real.resolve("podman").toString());
            }
        }
    }

    @Test
    void whereThereIsNoneItSaysSo() throws Exception {
        Map<String, String> environment = environment(wrappers);
        environment.put("PATH", wrappers + ":relative::" + folder);
        Answer answer = run(environment, wrappers.resolve("podman").toString(), "run", "x");
        assertThat(answer.code()).isEqualTo(127);
        assertThat(answer.err()).isEqualTo("podman: not installed, or not on the PATH of the engine\n");
    }

    @Test
    void itBecomesTheProgramSoThatSignalsReachIt() throws Exception {
        program(real.resolve("podman"), "trap 'exit 4' TERM; echo $$; while :; do sleep 0.01; done");
        ProcessBuilder builder = new ProcessBuilder(wrappers.resolve("podman").toString(), "run", "x");
        builder.environment().putAll(environment(wrappers, real));
        Process process = builder.start();
        try (var out = process.inputReader()) {
            assertThat(out.readLine()).isEqualTo(Long.toString(process.pid()));
            process.destroy();
            assertThat(process.waitFor()).isEqualTo(4);
        } finally {
            process.destroyForcibly();
        }
    }
}
