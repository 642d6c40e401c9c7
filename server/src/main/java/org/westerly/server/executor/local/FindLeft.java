package org.westerly.server.executor.local;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.westerly.server.executor.local.ProcessTable.Entry;

/**
 * Finds what is alive of runs of which nobody knows a job any more. A label alone is no proof that it is ours: a copy of the
 * store may name the same runs. So something of it has to be tied to the run's folder besides: a process works there, or was
 * told of it by its environment. Files of the folder prove nothing, as they may have been copied with it.
 */
final class FindLeft {

    /** What {@link Slot} and {@link RunCommand} call the cgroups of a label. */
    private static final Pattern GROUP = Pattern.compile("(.+)-(?:job-\\d+|hook)");

    private final ProcessTable table;
    private final Cgroups cgroups;

    FindLeft(ProcessTable table, Cgroups cgroups) {
        this.table = table;
        this.cgroups = cgroups;
    }

    Set<String> labels() throws IOException {
        Set<String> labels = new HashSet<>();
        ProcessView view = table.view();
        for (Entry entry : view.since(0)) {
            if (!entry.dead()) {
                view.mark(entry, JobProcesses.MARKER).ifPresent(labels::add);
            }
        }
        for (String group : cgroups.populated()) {
            Matcher name = GROUP.matcher(group);
            if (name.matches()) {
                labels.add(name.group(1));
            }
        }
        return labels;
    }

    /** What there is of the run in {@code folder}; empty when nothing of it is alive, or nothing proves that it is this run. */
    Optional<JobProcesses> of(String label, Path folder) throws IOException {
        Set<Cgroup> groups = new LinkedHashSet<>(cgroups.find(name -> {
            Matcher words = GROUP.matcher(name);
            return words.matches() && words.group(1).equals(Cgroups.name(label));
        }));
        for (Slot slot : slots(folder)) {
            slot.group(label).ifPresent(groups::add);
        }
        // Its start is 0, older than all: whoever carries the label is looked for, whatever has become of the
        // supervisor.
        Identity any = new Identity(0, 0, table.bootId(), label);
        JobProcesses processes = new JobProcesses(table, any, List.copyOf(groups));
        if (processes.gone()) {
            return Optional.empty();
        }
        boolean ours = processes.alive().stream()
                .anyMatch(entry -> table.worksIn(entry, folder) || table.isToldOf(entry, folder));
        return ours ? Optional.of(processes) : Optional.empty();
    }

    /** None where the folder is not there: a purged run's. */
    private static List<Slot> slots(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<Slot> slots = new java.util.ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "job-*")) {
            found.forEach(path -> slots.add(new Slot(path)));
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return slots;
    }
}
