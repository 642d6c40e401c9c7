package org.westerly.server.app;

import picocli.CommandLine.IVersionProvider;

/** The version of this program, as the build wrote it into the jar. */
final class Version implements IVersionProvider {

    /** {@code 0.0.0} when the program does not run from its jar. */
    static String number() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "0.0.0" : version;
    }

    @Override
    public String[] getVersion() {
        return new String[] {"Westerly " + number()};
    }
}
