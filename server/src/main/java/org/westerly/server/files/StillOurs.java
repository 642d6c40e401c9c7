package org.westerly.server.files;

/**
 * Asks whether a run's folder is still the asker's to write into. A server that was held up, or could not say that it is there, may not
 * know that another one has taken the run over, and does the same in the same folder.
 */
@FunctionalInterface
public interface StillOurs {

    /**
     * Does nothing when it is.
     *
     * @throws InterruptedException when it is another one's: whatever was being done for the run is to be left as it is
     */
    void require() throws InterruptedException;
}
