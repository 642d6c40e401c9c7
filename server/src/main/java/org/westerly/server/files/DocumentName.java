package org.westerly.server.files;

import java.net.URI;
import java.util.List;

/** The file name for a fetched document: the last word of its URL, as far as it is one everywhere. */
final class DocumentName {

    private static final int LONGEST = 200;

    private DocumentName() {}

    static String of(URI uri, List<String> attachments) {
        String path = uri.getPath() == null ? "" : uri.getPath();
        String last = path.substring(path.lastIndexOf('/') + 1)
                .replaceAll("[^A-Za-z0-9._-]", "_")
                .replaceAll("^[.-]+", "");
        // The end is kept, because engines tell languages by it.
        String name = last.isEmpty() ? "workflow" : last.substring(Math.max(0, last.length() - LONGEST));
        while (taken(name, attachments)) {
            name = "workflow-" + name;
        }
        return name;
    }

    private static boolean taken(String name, List<String> attachments) {
        return attachments.stream().anyMatch(file -> file.equals(name) || file.startsWith(name + "/"));
    }
}
