package org.westerly.server.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.westerly.server.files.AttachmentName;
import org.westerly.server.files.NameLimits;
import org.westerly.server.files.Upload;
import org.westerly.server.files.Uploads;
import org.westerly.server.run.RunId;
import org.westerly.server.store.memory.MemoryRunStore;

class SettleUploadsTest {

    @TempDir
    Path folder;

    private Rig rig;
    private Uploads uploads;
    private SettleUploads settle;

    @BeforeEach
    void make() throws IOException {
        rig = new Rig(new MemoryRunStore(), folder, 10);
        uploads = new Uploads(folder.resolve("attachments"), "one");
        settle = new SettleUploads(rig.store, uploads, (during, fault) -> rig.survived(during, fault));
    }

    private Upload upload(RunId run) throws IOException {
        Upload upload = uploads.open(run);
        upload.next().close();
        upload.place(List.of(AttachmentName.of("a", NameLimits.DEFAULT)));
        return upload;
    }

    private Path of(RunId run) {
        return folder.resolve("attachments/one").resolve(run.value());
    }

    @Test
    void whatBelongsToNoRunIsRemoved() throws Exception {
        RunId lost = RunId.mint(rig.clock.instant());
        upload(lost).leaveInDoubt();
        settle.step();
        assertThat(of(lost)).doesNotExist();
        assertThat(uploads.inDoubt()).isEmpty();
    }

    @Test
    void whatIsStoredAfterAllIsKept() throws Exception {
        RunId stored = rig.submit();
        upload(stored).leaveInDoubt();
        settle.step();
        assertThat(of(stored)).isDirectory();
        assertThat(uploads.inDoubt()).isEmpty();
    }

    @Test
    void whatIsStillArrivingIsLeftAlone() throws Exception {
        RunId arriving = RunId.mint(rig.clock.instant());
        Upload _ = upload(arriving);
        settle.step();
        assertThat(of(arriving)).isDirectory();
    }

    @Test
    void withoutAttachmentsThereIsNothingToSettle() {
        uploads.open(RunId.mint(rig.clock.instant())).leaveInDoubt();
        assertThat(uploads.inDoubt()).isEmpty();
    }
}
