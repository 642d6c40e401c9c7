package org.westerly.server.config;

/** What {@code POST /runs} takes. */
public record SubmissionLimits(
        @Setting(doc = "Parts or fields of one submission that are not files.", fallback = "1000", min = 8)
        int fields,

        @Setting(doc = "Attachments of one submission.", fallback = "1000", min = 0)
        int files,

        // A field is held in memory and in the database, an attachment never.
        @Setting(doc = "Size of one field that is not a file, and of a JSON or form body.", fallback = "8MiB", min = 1)
        DataSize fieldSize,

        @Setting(doc = "Size of one attachment.", fallback = "10GiB", min = 0)
        DataSize attachmentSize,

        @Setting(doc = "Size of one whole submission.", fallback = "20GiB", min = 1)
        DataSize totalSize,

        // 255 is what file systems take.
        @Setting(
                doc = "Bytes of one name between slashes in an attachment's path.",
                fallback = "255",
                min = 1,
                max = 255)
        int nameBytes,

        // 4096 is what Linux takes, the run's own folder included.
        @Setting(doc = "Bytes of an attachment's whole path.", fallback = "1024", min = 1, max = 3072)
        int pathBytes) {}
