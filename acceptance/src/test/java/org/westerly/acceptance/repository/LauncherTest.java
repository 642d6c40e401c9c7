package org.westerly.acceptance.repository;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code ./westerly} says without building anything. */
class LauncherTest {

    @TempDir
    Path folder;

    private record Answer(int code, String out, String err) {}

    @Test
    void help_is_an_answer() throws Exception {
        Answer help = run(Repository.ROOT.resolve("westerly"), Map.of(), "help");

        assertThat(help.code()).isZero();
        assertThat(help.out()).contains("serve", "demo", "test", "bench", "engines");
        assertThat(help.err()).isEmpty();
    }

    @Test
    void an_unknown_command_or_none_is_a_mistake() throws Exception {
        assertThat(run(Repository.ROOT.resolve("westerly"), Map.of()).code()).isEqualTo(2);

        Answer unknown = run(Repository.ROOT.resolve("westerly"), Map.of(), "sreve");
        assertThat(unknown.code()).isEqualTo(2);
        assertThat(unknown.err()).contains("'sreve'").contains("usage:");
        assertThat(unknown.out()).isEmpty();
    }

    @Test
    void a_missing_jdk_is_named_with_the_command_that_installs_it() throws Exception {
        // Two links away, in a folder with a space, with an old JDK and none in the usual place.
        Path project = copy("a project");
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("a project/westerly"));
        Path old = folder.resolve("jdk-17");
        Files.createDirectories(old.resolve("bin"));
        Files.writeString(old.resolve("release"), "JAVA_VERSION=\"17.0.1\"\n");
        Files.copy(Path.of("/bin/true"), old.resolve("bin/javac"));

        Answer refused = run(
                Files.createSymbolicLink(folder.resolve("second"), link),
                Map.of("JAVA_HOME", old.toString(), "PATH", tools().toString()),
                "serve");

        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err()).contains("a JDK 25 or newer is needed").contains("install");
        assertThat(project.resolve("target")).doesNotExist();
    }

    @Test
    void missing_maven_is_named_with_the_command_that_installs_it() throws Exception {
        Path project = copy("project");
        Map<String, String> environment =
                Map.of("JAVA_HOME", System.getProperty("java.home"), "PATH", tools().toString());

        Answer refused = run(project.resolve("westerly"), environment, "serve");

        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err()).contains("Maven is needed").contains("install");
    }

    @Test
    void file_names_can_have_any_letters_whatever_the_locale() throws Exception {
        Path project = copy("project");
        Path app = Files.createDirectories(project.resolve("target/apps/1"));
        Files.createFile(app.resolve("quarkus-run.jar"));
        Files.createFile(app.resolve("app.aot"));
        Files.writeString(project.resolve("target/built"), "1\n");
        Path jdk = folder.resolve("jdk");
        Files.createDirectories(jdk.resolve("bin"));
        Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"25\"\n");
        for (String tool : List.of("javac", "java")) {
            Path script = Files.writeString(jdk.resolve("bin").resolve(tool), "#!/bin/sh\nlocale charmap\n");
            assertThat(script.toFile().setExecutable(true)).isTrue();
        }

        for (String locale : List.of("C", "POSIX", "", "no_such_LOCALE.UTF-8")) {
            Answer served = run(
                    project.resolve("westerly"),
                    Map.of("JAVA_HOME", jdk.toString(), "LC_ALL", locale, "LC_CTYPE", "", "LANG", ""),
                    "serve",
                    "--no-install");

            assertThat(served.out())
                    .as("Java's encoding with LC_ALL=%s", locale)
                    .isEqualTo("UTF-8\n");
        }
    }

    @Test
    void the_systems_packages_are_installed_when_asked_for_and_allowed_to() throws Exception {
        Path project = copy("project");
        Map<String, String> environment = system("0", "touch \"$0.ran\"; echo \"$@\" >>\"$0.asked\"");

        Answer refused = run(project.resolve("westerly"), environment, "engines", "install", "--system", "cwltool");

        Path tools = folder.resolve("tools");
        assertThat(Files.readAllLines(tools.resolve("apt-get.asked")))
                .satisfiesExactly(
                        update -> assertThat(update).contains("update"),
                        install -> assertThat(install)
                                .contains("install", "bubblewrap", "runc", "busybox-static")
                                .doesNotContain("podman", "cwltool"));
        // The program of this test installs nothing.
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err()).contains("still missing after the installation: bubblewrap runc busybox-static");
    }

    @Test
    void the_systems_packages_are_only_named_to_who_may_not_install_them() throws Exception {
        Path project = copy("project");
        Map<String, String> environment = system("1000", "touch \"$0.ran\"");

        Answer refused = run(project.resolve("westerly"), environment, "engines", "install", "--system");

        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err())
                .contains("missing on this system: bubblewrap runc busybox-static")
                .contains("sudo apt-get install bubblewrap runc busybox-static");
        assertThat(folder.resolve("tools/apt-get.ran")).doesNotExist();
    }

    @Test
    void nothing_is_installed_unasked() throws Exception {
        Path project = copy("project");
        Map<String, String> environment = new HashMap<>(system("0", "touch \"$0.ran\""));
        environment.put("CI", "");

        Answer refused = run(project.resolve("westerly"), environment, "test");

        assertThat(refused.err()).contains("engines install --system").contains("Maven is needed");
        run(project.resolve("westerly"), environment, "engines", "install");
        run(project.resolve("westerly"), environment, "serve");
        assertThat(folder.resolve("tools/apt-get.ran")).doesNotExist();
    }

    @Test
    void in_continuous_integration_what_cannot_be_installed_is_a_failure() throws Exception {
        Path project = copy("project");
        Map<String, String> environment = new HashMap<>(system("0", "touch \"$0.ran\"; exit 100"));
        environment.put("CI", "true");

        Answer refused = run(project.resolve("westerly"), environment, "test");

        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err()).contains("the tests need these packages");
        assertThat(folder.resolve("tools/apt-get.ran")).exists();
    }

    /** A system of which only podman is installed, with a user of this number and an apt-get of the test's own. */
    private Map<String, String> system(String user, String aptGet) throws IOException {
        Path tools = tools();
        for (String tool : List.of("tr", "touch", "ldd")) {
            program(tools.resolve(tool), "exec " + real(tool) + " \"$@\"");
        }
        program(tools.resolve("podman"), "exit 0");
        program(tools.resolve("id"), "echo " + user);
        program(tools.resolve("apt-get"), aptGet);
        return Map.of("PATH", tools.toString());
    }

    private static void program(Path file, String script) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    /** A project of the launcher alone, which looks for JDKs and programs in places of the test's own. */
    private Path copy(String name) throws IOException {
        Path project = Files.createDirectory(folder.resolve(name));
        Path launcher = project.resolve("westerly");
        Files.writeString(
                launcher,
                Repository.text(Repository.ROOT.resolve("westerly"))
                        .replace("/usr/lib/jvm", folder.resolve("jvm").toString())
                        .replace(":/usr/sbin:/sbin", ""));
        assertThat(launcher.toFile().setExecutable(true)).isTrue();
        return project;
    }

    /** A search path with what a bare system has, and no java or mvn. */
    private Path tools() throws IOException {
        Path tools = Files.createDirectory(folder.resolve("tools"));
        for (String tool :
                List.of("cat", "dirname", "find", "flock", "head", "mkdir", "readlink", "sed", "touch", "ls")) {
            program(tools.resolve(tool), "exec " + real(tool) + " \"$@\"");
        }
        return tools;
    }

    private static Path real(String tool) {
        return Stream.of("/usr/bin", "/bin")
                .map(place -> Path.of(place, tool))
                .filter(Files::exists)
                .findFirst()
                .orElseThrow();
    }

    private Answer run(Path launcher, Map<String, String> environment, String... arguments) throws Exception {
        Path out = Files.createTempFile(folder, "out", "");
        Path err = Files.createTempFile(folder, "err", "");
        ProcessBuilder builder = new ProcessBuilder(
                        Stream.concat(Stream.of("/bin/sh", launcher.toString()), Stream.of(arguments))
                                .toList())
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().putAll(environment);
        int code = builder.start().waitFor();
        return new Answer(
                code, Files.readString(out, StandardCharsets.UTF_8), Files.readString(err, StandardCharsets.UTF_8));
    }
}
