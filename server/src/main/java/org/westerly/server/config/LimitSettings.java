package org.westerly.server.config;

@Section("What a request may ask for, and how many there may be. Past a limit the answer names it.")
public record LimitSettings(
        SubmissionLimits submission, TransferLimits transfers, QueuedLimits queued, PageLimits pages) {}
