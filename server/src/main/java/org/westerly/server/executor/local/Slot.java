package org.westerly.server.executor.local;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.westerly.server.job.JobStatus;

/** The folder that stands for one launch, and the names in it that the supervisor knows too. */
record Slot(Path folder) {

    private Path gate() {
        return folder.resolve("job");
    }

    void create() throws IOException {
        Files.createDirectories(folder);
    }

    /** Makes sure that the launch has happened or never will; the process that it was, if it has. */
    Optional<Identity> settle() throws IOException {
        create();
        try {
            // Exclusive, like the supervisor's link: only one of the two can be first.
            Files.createFile(gate());
            return Optional.empty();
        } catch (FileAlreadyExistsException e) {
            return launched();
        }
    }

    /** Notes where all of the job is found, before it is started; only the first note counts. */
    void note(Cgroup group) throws IOException {
        Files.writeString(folder.resolve("cgroup"), group.folder() + "\n", StandardOpenOption.CREATE_NEW);
    }

    /** What was noted, unless it cannot be of a job with this label. */
    Optional<Cgroup> group(String label) throws IOException {
        try {
            String text = Files.readString(folder.resolve("cgroup")).strip();
            return Optional.of(Path.of(text))
                    .filter(noted -> Cgroups.ours(noted, groupName(label)))
                    .map(Cgroup::new);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    String groupName(String label) {
        return Cgroups.name(label, folder.getFileName().toString());
    }

    private Optional<Identity> launched() throws IOException {
        String text = Files.readString(gate());
        if (text.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Identity.parse(text).orElseThrow(() -> new IOException("unreadable job file: " + text)));
    }

    /** How the job ended, if the supervisor has said so. */
    Optional<JobStatus> ending() throws IOException {
        Path exit = folder.resolve("exit");
        try {
            int code = Integer.parseInt(Files.readString(exit).strip());
            Optional<JobStatus> unstartable = unstartable(code);
            return unstartable.isPresent()
                    ? unstartable
                    : Optional.of(new JobStatus.Exited(
                            code, Files.getLastModifiedTime(exit).toInstant()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (NumberFormatException e) {
            // The supervisor makes it whole or not at all, but a power cut leaves its name and not its content: nothing
            // is said.
            return Optional.empty();
        }
    }

    private Optional<JobStatus> unstartable(int code) throws IOException {
        try {
            String program = Files.readString(folder.resolve("unstartable")).strip();
            // 126 and 127 are what every POSIX shell answers when it could not execute, or not find, a program.
            String why = code == 127
                    ? "was not found, or the interpreter that its first line names is missing"
                    : "could not be executed (is it executable, and made for this machine?)";
            return Optional.of(
                    new JobStatus.NotStarted("the program '" + Path.of(program).getFileName() + "' " + why));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }
}
