package org.westerly.documents;

import java.util.List;

/**
 * A file or folder that a document names.
 *
 * @param candidates relative to the document, decoded; the first that exists is meant
 */
public record Reference(List<String> candidates, Kind kind) {

    /** What is there to be found. */
    public enum Kind {
        /** Of the same language; it may name more. */
        DOCUMENT,
        FILE,
        /** A folder with all that is in it; over HTTP there is no such thing. */
        FOLDER
    }

    public Reference {
        candidates = List.copyOf(candidates);
    }

    public static Reference document(String path) {
        return new Reference(List.of(path), Kind.DOCUMENT);
    }

    static Reference file(String path) {
        return new Reference(List.of(path), Kind.FILE);
    }

    static Reference folder(String path) {
        return new Reference(List.of(path), Kind.FOLDER);
    }

    /** Whether it is one of the same language, which may name more. */
    public boolean document() {
        return kind == Kind.DOCUMENT;
    }
}
