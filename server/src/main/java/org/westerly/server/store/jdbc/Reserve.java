package org.westerly.server.store.jdbc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.jboss.logging.Logger;

/**
 * Some space beside the database, given up when the disk is full: so that the runs that filled it can still be ended,
 * and tell why. While it is given up no new run is taken, or that would fill what the old ones need.
 */
final class Reserve {

    /** What the journal of the moves of some hundred runs takes, with SQLite's own log. */
    static final int BYTES = 4 << 20;

    private static final Logger LOG = Logger.getLogger(Reserve.class);

    private final Path file;
    private volatile boolean held;

    /** @param file whose space it is; what an earlier server kept there counts */
    Reserve(Path file) {
        this.file = file;
        boolean _ = keep();
    }

    /** Is it there, or could it be made again? */
    boolean keep() {
        return held || make();
    }

    private synchronized boolean make() {
        try {
            if (Files.exists(file) && Files.size(file) == BYTES) {
                held = true;
            } else if (Files.getFileStore(file.getParent()).getUsableSpace() > 3L * BYTES) {
                Files.write(file, noise());
                held = true;
            }
            return held;
        } catch (IOException full) {
            LOG.warnf("no space can be kept aside for the store: %s", full);
            return false;
        }
    }

    /** Nothing that a file system could store in less space. */
    private static byte[] noise() {
        byte[] bytes = new byte[BYTES];
        new SplittableRandom(BYTES).nextBytes(bytes);
        return bytes;
    }

    /** Makes its space free; false when it was free before. */
    synchronized boolean giveUp() {
        try {
            boolean there = Files.deleteIfExists(file);
            held = false;
            if (there) {
                LOG.warn("the disk is full: no new runs are taken until there is space");
            }
            return there;
        } catch (IOException failure) {
            LOG.warnf("the space kept aside for the store cannot be freed: %s", failure);
            return false;
        }
    }
}
