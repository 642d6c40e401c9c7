package org.westerly.server.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.westerly.server.run.RunId;
import org.westerly.server.run.RunRequest;

/** Moves the attachments into the run's folder, and fetches a workflow that is somewhere else. */
public final class StageRun implements Staging {

    private final Uploads uploads;
    private final FetchDocument fetch;

    public StageRun(Uploads uploads, FetchDocument fetch) {
        this.uploads = uploads;
        this.fetch = fetch;
    }

    @Override
    public String stage(RunId id, RunRequest request, RunFolder folder)
            throws StagingException, IOException, InterruptedException {
        uploads.moveInto(id, folder);
        return switch (WorkflowLocation.of(request.workflowUrl(), request.attachments())) {
            case WorkflowLocation.Attached attached -> present(attached, folder) + attached.fragment();
            case WorkflowLocation.Remote remote -> {
                String name = DocumentName.of(remote.uri(), request.attachments());
                // Fetched beside, then moved: a half-fetched document never has the name.
                Path part = folder.engine().resolve("fetched.part");
                fetch.fetch(remote.uri(), part);
                Files.move(part, folder.work().resolve(name), StandardCopyOption.REPLACE_EXISTING);
                String fragment = remote.uri().getRawFragment();
                yield fragment == null ? name : name + "#" + fragment;
            }
            case WorkflowLocation.Nowhere nowhere ->
                throw new StagingException("workflow_url '" + request.workflowUrl() + "' " + nowhere.why());
        };
    }

    private static String present(WorkflowLocation.Attached attached, RunFolder folder) throws StagingException {
        if (!Files.isRegularFile(folder.work().resolve(attached.name()), LinkOption.NOFOLLOW_LINKS)) {
            throw new StagingException("the attachment '" + attached.name() + "' is not on the server any more");
        }
        return attached.name();
    }
}
