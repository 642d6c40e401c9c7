package org.westerly.server.config;

@Section("What a single request may ask for. Past a limit the answer names the field.")
public record LimitSettings(SubmissionLimits submission, PageLimits pages) {}
