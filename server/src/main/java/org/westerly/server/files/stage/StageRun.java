package org.westerly.server.files.stage;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.westerly.documents.Language;
import org.westerly.server.files.FetchedList;
import org.westerly.server.files.RunFolder;
import org.westerly.server.files.Staged;
import org.westerly.server.files.Staging;
import org.westerly.server.files.StagingException;
import org.westerly.server.files.StillOurs;
import org.westerly.server.files.Uploads;
import org.westerly.server.files.WorkflowLocation;
import org.westerly.server.files.fetch.FetchHttp;
import org.westerly.server.run.RunId;
import org.westerly.server.run.RunRequest;

/** Moves the attachments into the run's folder, and fetches a workflow and inputs that are somewhere else. */
public final class StageRun implements Staging {

    private final Uploads uploads;
    private final Sources sources;
    private final FetchTree web;
    private final FetchTrs trs;
    private final FetchDrs drs;
    private final OpenFile files;

    public StageRun(Uploads uploads, Sources sources, FetchHttp http) {
        this.uploads = uploads;
        this.sources = sources;
        this.web = new FetchTree(http, sources.maxBytes());
        this.trs = new FetchTrs(http, sources.maxBytes());
        this.drs = new FetchDrs(http, sources.repositories());
        this.files = new OpenFile(sources.fileRoots());
    }

    @Override
    public Staged stage(RunId id, RunRequest request, RunFolder folder, StillOurs ours)
            throws StagingException, IOException, InterruptedException {
        uploads.moveInto(id, folder);
        try (Site site = new Site(folder, request, FetchedList.begin(folder), ours)) {
            return new Staged(workflow(site), params(site));
        } catch (ClosedByInterruptException interrupted) {
            // What the JDK makes of an interrupt while a file is written.
            throw interrupted(interrupted);
        }
    }

    private static InterruptedException interrupted(ClosedByInterruptException cause) {
        Thread.interrupted();
        InterruptedException interrupted = new InterruptedException("while files were staged");
        interrupted.initCause(cause);
        return interrupted;
    }

    private String workflow(Site site) throws StagingException, IOException, InterruptedException {
        RunRequest request = site.request();
        return switch (WorkflowLocation.of(request.workflowUrl(), request.attachments())) {
            case WorkflowLocation.Attached attached -> present(attached, site.folder()) + attached.fragment();
            case WorkflowLocation.Remote remote -> {
                String fragment = remote.uri().getRawFragment();
                yield remote(remote.uri(), site) + (fragment == null ? "" : "#" + fragment);
            }
            case WorkflowLocation.Embedded embedded -> {
                check(WorkflowLocation.BASE64);
                yield PlaceTree.place(DecodeBase64.decode(embedded, site), site) + embedded.fragment();
            }
            case WorkflowLocation.Nowhere nowhere ->
                throw new StagingException("workflow_url " + Quoted.of(request.workflowUrl()) + " " + nowhere.why());
        };
    }

    private static String present(WorkflowLocation.Attached attached, RunFolder folder) throws StagingException {
        if (!Files.isRegularFile(folder.work().resolve(attached.name()), LinkOption.NOFOLLOW_LINKS)) {
            throw new StagingException("the attachment '" + attached.name() + "' is not on the server any more");
        }
        return attached.name();
    }

    private String remote(URI uri, Site site) throws StagingException, IOException, InterruptedException {
        check(uri.getScheme());
        String type = site.request().workflowType();
        return switch (uri.getScheme()) {
            case "http", "https" -> {
                Optional<TrsTool> tool = TrsTool.at(uri);
                yield PlaceTree.place(
                        tool.isPresent() ? trs.fetch(tool.get(), site) : web.fetch(uri, Language.of(type), site), site);
            }
            case "trs" -> PlaceTree.place(trs.fetch(sources.registries().find(uri, type), site), site);
            case "drs" -> {
                FetchDrs.Fetched object = drs.fetch(uri.toString(), sources.maxBytes(), site);
                yield PlaceTree.place(Tree.of(object.name(), object.part()), site);
            }
            case "file" -> files.open(uri, site);
            default ->
                throw new StagingException(
                        "workflow_url has the scheme '" + uri.getScheme() + "', of which nothing is fetched");
        };
    }

    /** It was checked at submission; the settings may have changed since. */
    private void check(String scheme) throws StagingException {
        if (!sources.schemes().contains(scheme)) {
            throw new StagingException("workflow_url has the scheme '" + scheme + "'; fetched are "
                    + String.join(", ", sources.schemes().stream().sorted().toList()));
        }
    }

    private @Nullable String params(Site site) throws StagingException, IOException, InterruptedException {
        String params = site.request().workflowParams();
        return sources.schemes().contains("drs")
                ? new LocaliseInputs(drs, sources.maxInputBytes()).localise(params, site)
                : params;
    }
}
