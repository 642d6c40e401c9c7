package org.westerly.server.files.stage;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.westerly.server.files.AttachmentName;
import org.westerly.server.files.NameClashes;
import org.westerly.server.files.NameLimits;
import org.westerly.server.files.Scripts;
import org.westerly.server.files.StagingException;

/**
 * Gives fetched files their names in the working directory. The names come from strangers, and are judged as those of
 * attachments are. An attachment keeps its place: it was put there by the one who submitted the run, so it also stands
 * for a fetched file of its name.
 */
final class PlaceTree {

    private PlaceTree() {}

    /**
     * Places all or, where one of the names cannot be, none.
     *
     * @return the workflow document, relative to the working directory
     */
    static String place(Tree tree, Site site) throws StagingException, IOException, InterruptedException {
        List<String> attachments = site.request().attachments();
        String main = free(tree.main(), attachments);
        Map<AttachmentName, Part> places = new LinkedHashMap<>();
        for (Map.Entry<String, Part> part : tree.parts().entrySet()) {
            boolean isMain = part.getKey().equals(tree.main());
            AttachmentName name = judged(isMain ? main : part.getKey());
            if (isMain || !attachments.contains(name.value())) {
                places.put(name, part.getValue());
            }
        }
        List<AttachmentName> all = new ArrayList<>(places.keySet());
        attachments.stream().map(AttachmentName::new).forEach(all::add);
        List<String> clashes = NameClashes.among(all);
        if (!clashes.isEmpty()) {
            throw new StagingException("of the fetched and attached files, " + clashes.getFirst());
        }
        for (Map.Entry<AttachmentName, Part> place : places.entrySet()) {
            Scripts.makeExecutable(place.getValue().file());
            site.place(
                    place.getValue(),
                    site.folder().work().resolve(place.getKey().value()));
        }
        return main;
    }

    private static String free(String main, List<String> attachments) {
        int slash = main.lastIndexOf('/') + 1;
        String name = main;
        while (isTaken(name, attachments)) {
            name = name.substring(0, slash) + "workflow-" + name.substring(slash);
        }
        return name;
    }

    private static boolean isTaken(String name, List<String> attachments) {
        return attachments.stream().anyMatch(file -> file.equals(name) || file.startsWith(name + "/"));
    }

    private static AttachmentName judged(String name) throws StagingException {
        try {
            return AttachmentName.of(name, NameLimits.DEFAULT);
        } catch (IllegalArgumentException refused) {
            throw new StagingException(
                    "a fetched file cannot be called " + Quoted.of(name) + ": " + refused.getMessage(), refused);
        }
    }
}
