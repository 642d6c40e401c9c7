package org.westerly.server.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;

/** Lets the owner of a folder read and change it, since tasks make folders that not even they may write to. */
public final class OpenFolder {

    private static final Set<PosixFilePermission> OPEN = EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    private OpenFolder() {}

    /** True if something had to be changed for that. */
    public static boolean forOwner(Path folder) throws IOException {
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(folder, LinkOption.NOFOLLOW_LINKS);
        if (permissions.containsAll(OPEN)) {
            return false;
        }
        permissions.addAll(OPEN);
        Files.setPosixFilePermissions(folder, permissions);
        return true;
    }
}
