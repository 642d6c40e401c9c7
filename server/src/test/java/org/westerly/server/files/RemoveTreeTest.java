package org.westerly.server.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RemoveTreeTest {

    @TempDir
    Path temp;

    private Path top;

    @BeforeEach
    void tree() throws IOException {
        top = Files.createDirectories(temp.resolve("top"));
        Path outside = Files.createDirectories(temp.resolve("outside"));
        Files.writeString(outside.resolve("stays"), "x");
        Files.createSymbolicLink(top.resolve("link"), outside);
        Files.createSymbolicLink(top.resolve("dangling"), temp.resolve("nowhere"));
    }

    @AfterEach
    void nothingOutside() throws IOException {
        assertThat(temp.resolve("outside/stays")).hasContent("x");
    }

    @Test
    void linksAreRemovedAndNotFollowed() throws Exception {
        RemoveTree.at(top);
        assertThat(top).doesNotExist();
        RemoveTree.at(top);
    }

    @Test
    void whatIsClosedIsOpenedFirst() throws Exception {
        for (String mode : List.of("r-xr-xr-x", "---------", "rw-rw-rw-", "-wx------")) {
            Path folder = Files.createDirectories(top.resolve("closed " + mode + "/inner"));
            Files.writeString(folder.resolve("file"), "x");
            Files.setPosixFilePermissions(folder.resolve("file"), PosixFilePermissions.fromString("---------"));
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(mode));
            Files.setPosixFilePermissions(folder.getParent(), PosixFilePermissions.fromString(mode));
        }
        assertThat(inAnotherProcess()).isEmpty();
        assertThat(top).doesNotExist();
    }

    @Test
    void whatCannotBeRemovedIsToldAndKeepsNothingElse() throws Exception {
        Path file = Files.createDirectories(top.resolve("a/b")).resolve("file");
        Files.writeString(file, "x");
        Files.createDirectories(top.resolve("z/y"));
        // Its parent is not below the top, so it is not ours to open.
        Files.setPosixFilePermissions(temp, PosixFilePermissions.fromString("r-xr-xr-x"));
        assertThat(inAnotherProcess()).contains("1 of its files and folders could not be removed");
        Files.setPosixFilePermissions(temp, PosixFilePermissions.fromString("rwxr-xr-x"));
        assertThat(top).isEmptyDirectory();
    }

    @Test
    void anInterruptBreaksItOff() throws Exception {
        Files.createDirectories(top.resolve("a/b"));
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> RemoveTree.at(top));
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        assertThat(top).exists();
        RemoveTree.at(top);
        assertThat(top).doesNotExist();
    }

    /** In a process without root's right to pass by permissions; the test itself may have it. */
    private String inAnotherProcess() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        if (Files.getOwner(top).getName().equals("root")) {
            command.addAll(List.of("setpriv", "--bounding-set=-all", "--inh-caps=-all"));
        }
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                home(RemoveTree.class) + ":" + home(Alone.class),
                Alone.class.getName(),
                top.toString()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }

    private static String home(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation().getPath();
    }

    /** Says nothing if all went well. */
    static final class Alone {

        private Alone() {}

        public static void main(String[] arguments) throws InterruptedException {
            try {
                RemoveTree.at(Path.of(arguments[0]));
            } catch (IOException failure) {
                System.out.println(failure.getMessage());
            }
        }
    }
}
