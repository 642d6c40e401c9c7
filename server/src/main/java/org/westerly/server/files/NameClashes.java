package org.westerly.server.files;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds attachments that cannot lie beside each other: two of one name, or one that is another's folder. */
public final class NameClashes {

    private NameClashes() {}

    /** One sentence for each clash; empty when all fit. */
    public static List<String> among(List<AttachmentName> names) {
        Set<String> files = new HashSet<>();
        Set<String> folders = new HashSet<>();
        List<String> clashes = new ArrayList<>();
        for (AttachmentName name : names) {
            if (!files.add(name.value())) {
                clashes.add("'" + name + "' is there twice");
            }
            folders.addAll(name.folders());
        }
        files.stream()
                .filter(folders::contains)
                .sorted()
                .forEach(name -> clashes.add("'" + name + "' is a file and a folder at once"));
        return clashes;
    }
}
