package org.westerly.server.files.document;

import java.util.List;

/**
 * A file that a document names.
 *
 * @param candidates relative to the document, decoded; the first that exists is meant
 * @param document whether it is one of the same language, which may name more
 */
public record Reference(List<String> candidates, boolean document) {

    public Reference {
        candidates = List.copyOf(candidates);
    }

    static Reference document(String path) {
        return new Reference(List.of(path), true);
    }

    static Reference file(String path) {
        return new Reference(List.of(path), false);
    }
}
