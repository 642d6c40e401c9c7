package org.westerly.nextflow;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import nextflow.cli.Launcher;

/**
 * Starts Nextflow. With the argument {@code -westerly-cache=FOLDER}, tasks that an earlier run with the same folder has
 * done already are not done again.
 *
 * <p>Nextflow's own {@code -resume} needs to be told the folders of the run to resume, knows input files by their path,
 * and refuses a session that another run is using. So here the folder has slots with a session each; the run takes the
 * first that is free, and files are known by their content.
 */
public final class Main {

    private static final String CACHE = "-westerly-cache=";
    private static final String WORK = "-work-dir";

    private Main() {}

    public static void main(String[] arguments) {
        List<String> words = new ArrayList<>(List.of(arguments));
        String cache = null;
        for (String word : arguments) {
            if (word.startsWith(CACHE)) {
                cache = word.substring(CACHE.length());
                words.remove(word);
            }
        }
        if (cache != null) {
            resume(Path.of(cache), words);
        }
        Launcher.main(words.toArray(String[]::new));
    }

    private static void resume(Path cache, List<String> words) {
        String own = System.getenv("NXF_CACHE_DIR");
        int work = words.indexOf(WORK);
        if (own == null || work < 0 || work + 1 == words.size()) {
            System.err.println("WARN: nothing is cached: NXF_CACHE_DIR and " + WORK + " are needed");
            return;
        }
        try {
            CacheSlot slot = CacheSlot.take(cache);
            slot.becomes(Path.of(own));
            words.set(work + 1, slot.work().toString());
            words.addAll(List.of("-process.cache", "deep", "-resume"));
            System.setProperty(Keep.PROPERTY, "true");
        } catch (IOException e) {
            System.err.println("WARN: nothing is cached: " + e);
        }
    }
}
