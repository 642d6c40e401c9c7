package org.westerly.server.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.westerly.server.store.FailingStore;
import org.westerly.server.store.RunStore;
import org.westerly.server.store.StoreException;
import org.westerly.server.store.StoreLostException;
import org.westerly.server.store.UnknownOutcomeException;
import org.westerly.server.store.memory.MemoryRunStore;

/** A store that does not say whether a submission is stored: its attachments wait until it does. */
class SubmissionInDoubtTest {

    @TempDir
    Path temp;

    /** What these calls come to; all others are answered. */
    private final ConcurrentHashMap<String, StoreException> refusals = new ConcurrentHashMap<>();

    private House house;

    @BeforeEach
    void make() throws Exception {
        RunStore failing = FailingStore.before(new MemoryRunStore(), (method, _) -> {
            StoreException refusal = refusals.get(method);
            if (refusal != null) {
                throw refusal;
            }
        });
        house = new House(temp, failing, List.of());
    }

    private void submit() throws Exception {
        try (Intake intake = house.submit().begin(House.ALICE, null)) {
            intake.text("workflow_url", "a");
            intake.text("workflow_type", "SH");
            intake.text("workflow_type_version", "1.0");
            intake.attachment("a").close();
            var _ = intake.accept();
        }
    }

    @Test
    void aCommitWithoutAnAnswerIsInDoubt() {
        refusals.put("insert", new UnknownOutcomeException("planted", null));
        assertThatThrownBy(this::submit).isInstanceOf(UnknownOutcomeException.class);
        assertThat(house.uploads.inDoubt()).hasSize(1);
        assertThat(temp.resolve("uploads/one")).isNotEmptyDirectory();
    }

    @Test
    void aStoreThatCannotBeAskedLeavesItInDoubt() {
        refusals.put("insert", new StoreLostException("planted", null));
        refusals.put("get", new StoreLostException("planted", null));
        assertThatThrownBy(this::submit).isInstanceOf(StoreLostException.class);
        assertThat(house.uploads.inDoubt()).hasSize(1);
    }

    @Test
    void whatIsKnownNotToBeStoredIsRemovedAtOnce() {
        refusals.put("insert", new StoreLostException("planted", null));
        assertThatThrownBy(this::submit).isInstanceOf(StoreLostException.class);
        assertThat(house.uploads.inDoubt()).isEqualTo(Set.of());
        assertThat(temp.resolve("uploads/one")).isEmptyDirectory();
    }
}
