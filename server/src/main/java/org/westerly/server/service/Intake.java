package org.westerly.server.service;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.westerly.server.auth.Caller;
import org.westerly.server.error.ErrorCode;
import org.westerly.server.error.WesException;
import org.westerly.server.error.WesException.FieldFault;
import org.westerly.server.files.AttachmentName;
import org.westerly.server.files.NameClashes;
import org.westerly.server.files.Upload;
import org.westerly.server.run.RunId;

/**
 * One submission while it arrives. Collects fields and faults, sends attachments to the disk, and leaves nothing there
 * when it is closed without having been accepted. For one thread.
 */
public final class Intake implements AutoCloseable {

    private final SubmitRun submit;
    private final Caller caller;
    private final RunId id;
    private final Upload upload;
    private final @Nullable String key;

    private final Map<String, RawValue> fields = new LinkedHashMap<>();
    private final List<AttachmentName> names = new ArrayList<>();
    private final List<MessageDigest> digests = new ArrayList<>();
    private final List<FieldFault> faults = new ArrayList<>();
    private boolean keep;

    Intake(SubmitRun submit, Caller caller, RunId id, Upload upload, @Nullable String key) {
        this.submit = submit;
        this.caller = caller;
        this.id = id;
        this.upload = upload;
        this.key = key;
    }

    /** Is the value of this field wanted? If not, the reason is among the faults. */
    public boolean wants(String field) {
        if (!SubmissionField.SINGLE.contains(field)) {
            fault(field, "is not a field of a submission");
            return false;
        }
        if (fields.containsKey(field)) {
            fault(field, "is there more than once");
            return false;
        }
        return true;
    }

    /** A field that {@link #wants} said yes to. */
    public void text(String field, String value) {
        fields.put(field, new RawValue(value, false));
    }

    /** As {@link #text}, for a value that was JSON other than a string. */
    public void literal(String field, String source) {
        fields.put(field, new RawValue(source, true));
    }

    public void fault(String field, String problem) {
        faults.add(new FieldFault(Quoted.cut(field), problem));
    }

    /**
     * Where the next attachment is to be written; to be closed before anything else arrives.
     *
     * @param filename as sent, or null when it came without one
     * @throws WesException NO_SPACE from this or from the stream, when it cannot be kept
     */
    public OutputStream attachment(@Nullable String filename) {
        try {
            names.add(AttachmentName.of(filename == null ? "" : filename, submit.nameLimits()));
        } catch (IllegalArgumentException refused) {
            fault(
                    SubmissionField.WORKFLOW_ATTACHMENT,
                    filename == null ? "has no filename" : Quoted.of(filename) + ": " + refused.getMessage());
        }
        if (!faults.isEmpty()) {
            return OutputStream.nullOutputStream();
        }
        try {
            OutputStream file = new AttachmentStream(upload.next());
            if (key == null) {
                return file;
            }
            MessageDigest digest = BodyDigest.sha256();
            digests.add(digest);
            return new DigestOutputStream(file, digest);
        } catch (IOException unwritable) {
            throw AttachmentStream.refusal(unwritable);
        }
    }

    /**
     * Accepts the submission. When this returns, the run is durable.
     *
     * @throws WesException naming every fault, or the clash of an idempotency key
     */
    public RunId accept() {
        NameClashes.among(names).forEach(clash -> fault(SubmissionField.WORKFLOW_ATTACHMENT, clash));
        List<String> attachments = names.stream().map(AttachmentName::value).toList();
        switch (submit.judge(fields, attachments)) {
            case SubmissionRules.Verdict.Faulty faulty -> {
                ErrorCode code = faults.isEmpty() ? faulty.code() : ErrorCode.INVALID_REQUEST;
                faulty.faults().stream()
                        // What came and could not be read is not also missing.
                        .filter(fault ->
                                faults.stream().noneMatch(known -> known.field().equals(fault.field())))
                        .toList()
                        .forEach(faults::add);
                throw new WesException(code, faults);
            }
            case SubmissionRules.Verdict.Valid valid -> {
                if (!faults.isEmpty()) {
                    throw new WesException(ErrorCode.INVALID_REQUEST, faults);
                }
                return store(valid);
            }
        }
    }

    private RunId store(SubmissionRules.Verdict.Valid valid) {
        try {
            upload.place(names);
        } catch (IOException unwritable) {
            throw AttachmentStream.refusal(unwritable);
        }
        keep = true; // While the store is asked, nobody knows whether the run is there.
        SubmitRun.Outcome outcome;
        try {
            outcome = submit.store(caller, id, valid, key, digest());
        } catch (RuntimeException unknown) {
            upload.leaveInDoubt();
            throw unknown;
        }
        keep = outcome.run().isPresent() && outcome.run().get().equals(id);
        if (outcome.failure() != null) {
            throw outcome.failure();
        }
        return outcome.run().orElseThrow();
    }

    private String digest() {
        if (key == null) {
            return "";
        }
        BodyDigest digest = new BodyDigest();
        digest.fields(fields);
        for (int at = 0; at < digests.size(); at++) {
            digest.attachment(names.get(at).value(), digests.get(at).digest());
        }
        return digest.hex();
    }

    /** Removes the attachments unless the run was accepted, or may have been. */
    @Override
    public void close() {
        if (keep) {
            return;
        }
        try {
            upload.discard();
        } catch (IOException left) {
            throw new UncheckedIOException("an upload could not be removed; it is tried again later", left);
        }
    }
}
