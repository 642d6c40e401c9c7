package org.westerly.documents;

import java.util.List;
import java.util.regex.Pattern;

/** What a WDL document imports. */
final class WdlReferences {

    private static final Pattern IMPORT = Pattern.compile("(?m)^[ \\t]*import[ \\t]+([\"'])([^\"'\\n]+)\\1");

    private WdlReferences() {}

    static List<Reference> in(String text) {
        return IMPORT.matcher(text)
                .results()
                .map(found -> Reference.document(found.group(2)))
                .toList();
    }
}
