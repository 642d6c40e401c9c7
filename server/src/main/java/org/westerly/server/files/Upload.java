package org.westerly.server.files;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * The attachments of one run while they arrive. They are written under names of our own, and get the client's only after
 * all names have been judged. For one thread.
 */
public final class Upload {

    private final Path root;
    private final Path folder;
    private final Runnable inDoubt;
    private int count;

    /** @param inDoubt to be told when it stays, and whether it is wanted will be known later */
    Upload(Path root, Path folder, Runnable inDoubt) {
        this.root = root;
        this.folder = folder;
        this.inDoubt = inDoubt;
    }

    /** A new file for the next attachment; on the disk for good once closed. */
    public OutputStream next() throws IOException {
        if (count == 0) {
            Files.createDirectories(parts());
        }
        FileChannel channel = FileChannel.open(part(count), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        count++;
        return new FilterOutputStream(Channels.newOutputStream(channel)) {
            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                out.write(bytes, from, length);
            }

            @Override
            public void close() throws IOException {
                try (channel) {
                    channel.force(true);
                }
            }
        };
    }

    /**
     * Gives the attachments their names, in the order they came, and makes all of it durable.
     *
     * @param names one for each attachment, without clashes ({@link NameClashes})
     */
    public void place(List<AttachmentName> names) throws IOException {
        if (names.size() != count) {
            throw new IllegalArgumentException(names.size() + " names for " + count + " attachments");
        }
        if (count == 0) {
            return;
        }
        Path tree = Files.createDirectory(tree(folder));
        for (int at = 0; at < count; at++) {
            Path target = tree.resolve(names.get(at).value());
            Files.createDirectories(target.getParent());
            Scripts.makeExecutable(part(at));
            Files.move(part(at), target);
        }
        Files.delete(parts());
        Durable.syncFolders(folder);
        Durable.sync(root);
    }

    /** Leaves it where it is: nobody knows yet whether its run was stored. */
    public void leaveInDoubt() {
        if (count > 0) {
            inDoubt.run();
        }
    }

    /** Removes everything of it. What cannot be removed is tried again later. */
    public void discard() throws IOException {
        try {
            DeleteTree.below(folder);
        } catch (IOException left) {
            inDoubt.run();
            throw left;
        }
    }

    static Path tree(Path folder) {
        return folder.resolve("tree");
    }

    private Path parts() {
        return folder.resolve("parts");
    }

    private Path part(int number) {
        return parts().resolve(Integer.toString(number));
    }
}
