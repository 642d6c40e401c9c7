package org.westerly.documents;

/** A file name for what came from elsewhere: the last word of its path, as far as it is one everywhere. */
public final class DocumentName {

    private static final int LONGEST = 200;

    private DocumentName() {}

    /**
     * Safe below any folder: letters, digits and {@code . _ -}, never hidden, at most 200 of them.
     *
     * @param fallback taken when nothing is left
     */
    public static String of(String path, String fallback) {
        String last = path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1)
                .replaceAll("[^A-Za-z0-9._-]", "_")
                .replaceAll("^[.-]+", "");
        // The end is kept, because engines tell languages by it.
        return last.isEmpty() ? fallback : last.substring(Math.max(0, last.length() - LONGEST));
    }
}
