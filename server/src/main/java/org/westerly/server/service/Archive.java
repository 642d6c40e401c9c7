package org.westerly.server.service;

import java.io.IOException;

/**
 * Several files of a run, to be sent as one.
 *
 * @param name without an ending
 */
public record Archive(String name, Content content) {

    /** The files, found while they are asked for. */
    @FunctionalInterface
    public interface Content {

        /**
         * Shows each file, always in the same order.
         *
         * @throws IOException when they cannot all be shown; what was shown until then is not all there is
         */
        void each(Visitor visitor) throws IOException;
    }

    /** Is shown each file. */
    public interface Visitor {

        /**
         * One file.
         *
         * @param name relative, with slashes; unique, and good for any system
         */
        void file(String name, RunFile file) throws IOException;

        /** A file that is made for the archive. */
        void document(String name, DescribeCrate.Document document) throws IOException;
    }
}
