package org.westerly.server.service;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.westerly.api.OutputFile;
import org.westerly.api.OutputListResponse;
import org.westerly.server.auth.Caller;
import org.westerly.server.error.ErrorCode;
import org.westerly.server.error.WesException;
import org.westerly.server.error.WesException.FieldFault;
import org.westerly.server.files.EncodedPath;
import org.westerly.server.results.FileKind;
import org.westerly.server.results.FilePage;
import org.westerly.server.results.Place;
import org.westerly.server.results.ReadFiles;
import org.westerly.server.results.ResultFile;
import org.westerly.server.run.Run;
import org.westerly.server.run.RunId;
import org.westerly.server.store.RunStore;

/** Lists what a run has left: outputs first, then reports, logs and working files, page by page. */
public final class ListFiles {

    private final FindRun runs;
    private final ReadFiles files;
    private final PageTokens tokens;
    private final PageSize pageSize;

    public ListFiles(RunStore store, ReadFiles files, PageSize pageSize) {
        this.runs = new FindRun(store);
        this.files = files;
        this.tokens = new PageTokens(store.signingKey());
        this.pageSize = pageSize;
    }

    /**
     * One page.
     *
     * @param kinds as they were sent; none for all
     * @throws WesException RUN_NOT_FOUND, INVALID_REQUEST for a kind that is none, or INVALID_PAGE
     */
    public OutputListResponse list(
            Caller caller, String id, boolean includeDeleted, List<String> kinds, RunListing.Page asked, Links links) {
        Run run = runs.find(caller, id, includeDeleted);
        Set<FileKind> wanted = kinds(kinds, EnumSet.allOf(FileKind.class));
        int size = pageSize.of(asked.size());
        List<String> binding =
                List.of("outputs", caller.owner().name(), run.id().value(), wanted.toString());
        try {
            FilePage page = files.page(run, wanted, place(asked.token(), binding), size);
            Place next = page.next();
            return new OutputListResponse(
                    page.files().stream()
                            .map(file -> render(run.id(), file, links))
                            .toList(),
                    next == null ? "" : tokens.write(new PageTokens.Place(next.packed(), next.offset()), binding),
                    page.cut() ? true : null);
        } catch (IOException fault) {
            throw new UncheckedIOException("the files of run " + run.id() + " cannot be listed", fault);
        }
    }

    private @Nullable Place place(@Nullable String token, List<String> binding) {
        if (token == null || token.isEmpty()) {
            return null;
        }
        PageTokens.Place place = tokens.read(token, binding);
        return Place.of(place.bound(), place.last());
    }

    /** @throws WesException INVALID_REQUEST for a word that is no kind */
    static Set<FileKind> kinds(List<String> sent, Set<FileKind> usual) {
        if (sent.isEmpty()) {
            return usual;
        }
        return sent.stream()
                .map(word -> FileKind.of(word).orElseThrow(() -> refused(word)))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(FileKind.class)));
    }

    private static WesException refused(String word) {
        String known = Stream.of(FileKind.values()).map(FileKind::word).collect(Collectors.joining(", "));
        return new WesException(
                ErrorCode.INVALID_REQUEST,
                List.of(new FieldFault("kind", Quoted.of(word) + " is not a kind of file; those are: " + known)));
    }

    private static OutputFile render(RunId run, ResultFile file, Links links) {
        String path = EncodedPath.read(file.place()).map(Object::toString).orElse(file.place());
        String sha256 = file.sha256();
        return new OutputFile(
                path,
                file.kind().word(),
                file.size(),
                file.kind() == FileKind.LOG ? RunFile.LOG_TYPE : MediaTypes.of(path),
                WireTime.precise(file.modified()),
                sha256 == null ? null : List.of(new OutputFile.Checksum(sha256, "sha-256")),
                links.file(run, file));
    }
}
