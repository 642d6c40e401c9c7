package org.westerly.server.service;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.westerly.server.files.Containment;
import org.westerly.server.files.EncodedPath;
import org.westerly.server.files.Fetched;
import org.westerly.server.files.FetchedList;
import org.westerly.server.files.RunFolder;
import org.westerly.server.files.WorkflowLocation;
import org.westerly.server.results.FileKind;
import org.westerly.server.results.FilePage;
import org.westerly.server.results.Place;
import org.westerly.server.results.ReadFiles;
import org.westerly.server.results.ResultFile;
import org.westerly.server.run.Run;
import org.westerly.server.run.RunRequest;

/** The files of a run's crate: what it was given, and what it has left but for working files. */
record CrateFiles(Run run, RunRequest request, RunFolder folder, ReadFiles left) {

    private static final int PAGE = 1_000;

    /** Outputs and reports, and logs: by the ids of their entities. */
    record Written(List<String> results, List<String> logs) {}

    /** The attachments and the documents that were fetched with the workflow, relative to the run's folder, as they are. */
    List<String> given() {
        Set<String> given = new LinkedHashSet<>();
        request.attachments().forEach(name -> given.add("work/" + name));
        FetchedList.read(folder).stream()
                .map(Fetched::path)
                .filter(Objects::nonNull)
                .forEach(given::add);
        return given.stream().filter(name -> real(name).isPresent()).toList();
    }

    /** The workflow's document among those; empty when it was used where it lies. */
    Optional<String> workflow() {
        List<String> given = given();
        Optional<String> named = switch (WorkflowLocation.of(request.workflowUrl(), request.attachments())) {
            case WorkflowLocation.Attached attached -> Optional.of("work/" + attached.name());
            case WorkflowLocation.Remote _, WorkflowLocation.Embedded _, WorkflowLocation.Nowhere _ ->
                FetchedList.read(folder).stream()
                        .map(Fetched::path)
                        .flatMap(Stream::ofNullable)
                        .filter(path -> path.startsWith("work/"))
                        .findFirst();
        };
        return named.filter(given::contains);
    }

    Optional<Path> real(String name) {
        return Containment.file(folder, folder.root(), Path.of(name));
    }

    static String id(String name) {
        return EncodedPath.of(Path.of(name));
    }

    /** One of {@link #given}. */
    ObjectNode given(String name) throws IOException {
        Path real = real(name).orElseThrow(() -> new IOException("an input is not there any more"));
        String last = name.substring(name.lastIndexOf('/') + 1);
        return Crate.entity(id(name), "File")
                .put("name", last)
                .put("encodingFormat", bare(MediaTypes.of(last)))
                .put("contentSize", Long.toString(Files.size(real)));
    }

    Written write(Crate crate, Links links) throws IOException {
        List<String> results = new ArrayList<>();
        List<String> logs = new ArrayList<>();
        EntryNames names = new EntryNames();
        @Nullable Place from = null;
        do {
            FilePage page = left.page(run, CollectArchive.USUAL, from, PAGE);
            for (ResultFile file : page.files()) {
                String id = id(names.of(CollectArchive.folder(file.kind()), file.place()));
                (file.kind() == FileKind.LOG ? logs : results).add(id);
                crate.add(entity(id, file, links));
            }
            from = page.next();
        } while (from != null);
        return new Written(results, logs);
    }

    private ObjectNode entity(String id, ResultFile file, Links links) {
        String path = EncodedPath.read(file.place()).map(Path::toString).orElse(file.place());
        String type = file.kind() == FileKind.LOG ? RunFile.LOG_TYPE : MediaTypes.of(path);
        ObjectNode entity = Crate.entity(id, "File")
                .put("name", path)
                .put("encodingFormat", bare(type))
                .put("contentSize", Long.toString(file.size()))
                .put("dateModified", WireTime.precise(file.modified()))
                .put("contentUrl", links.file(run.id(), file));
        return file.sha256() == null ? entity : entity.put("sha256", file.sha256());
    }

    private static String bare(String mediaType) {
        return mediaType.replaceFirst(";.*", "");
    }
}
