package org.westerly.server.files.stage;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.westerly.server.files.AttachmentName;
import org.westerly.server.files.NameLimits;
import org.westerly.server.files.StagingException;
import org.westerly.server.files.fetch.ShownUrl;
import org.westerly.server.files.stage.TrsAnswers.ListedFile;
import org.westerly.server.files.stage.TrsAnswers.Role;

/**
 * Of the files that a registry lists, those that are fetched.
 *
 * @param primary the path of the one that is run, which is among them
 */
record TrsWanted(List<ListedFile> files, String primary) {

    private static final int MOST_FILES = 1_000;

    TrsWanted {
        files = List.copyOf(files);
    }

    /** @throws StagingException when there are too many, or not one primary descriptor */
    static TrsWanted of(TrsTool tool, List<ListedFile> listed) throws StagingException {
        List<ListedFile> descriptors = listed.stream()
                .filter(file -> file.role() == Role.PRIMARY || file.role() == Role.SECONDARY)
                .toList();
        if (descriptors.size() > MOST_FILES) {
            throw new StagingException(ShownUrl.of(tool.files()) + " lists more than " + MOST_FILES
                    + " descriptors; so many are not fetched");
        }
        Stream<ListedFile> others =
                listed.stream().filter(file -> file.role() == Role.OTHER).filter(TrsWanted::isPlain);
        List<ListedFile> files = new ArrayList<>(
                Stream.concat(descriptors.stream(), others).limit(MOST_FILES).toList());
        String chosen = tool.path();
        if (chosen != null) {
            if (files.stream().noneMatch(file -> file.path().equals(chosen))) {
                files.addFirst(new ListedFile(chosen, Role.PRIMARY, List.of()));
            }
            return new TrsWanted(files, chosen);
        }
        return new TrsWanted(files, primary(tool, descriptors));
    }

    private static String primary(TrsTool tool, List<ListedFile> descriptors) throws StagingException {
        List<String> primaries = descriptors.stream()
                .filter(file -> file.role() == Role.PRIMARY)
                .map(ListedFile::path)
                .toList();
        if (primaries.size() != 1) {
            throw TrsAnswers.bad(
                    tool.files(), "lists " + primaries.size() + " primary descriptors; there has to be one");
        }
        return primaries.getFirst();
    }

    /** What may not be needed at all, a read-me above the descriptor say, is no reason to fail. */
    private static boolean isPlain(ListedFile file) {
        try {
            return !AttachmentName.of(file.path(), NameLimits.DEFAULT).value().isEmpty();
        } catch (IllegalArgumentException odd) {
            return false;
        }
    }
}
