package org.westerly.chaos.world;

import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A small disk of its own: a file system in an image. What has not been forced to the disk is not in the image yet, so a copy
 * of the image is what a power cut leaves.
 */
final class Disk implements AutoCloseable {

    private static final long SIZE = 96L << 20;

    private final Path mount;
    private Path image;
    private int cuts;

    private Disk(Path mount, Path image) {
        this.mount = mount;
        this.image = image;
    }

    /** May this user mount one? */
    static boolean possible() {
        return "root".equals(System.getProperty("user.name"))
                && Files.exists(Path.of("/dev/loop-control"))
                && Shell.works("sh", "-c", "command -v mkfs.ext4 losetup unshare");
    }

    static Disk make(Path folder) throws IOException {
        Path image = folder.resolve("disk.img");
        try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
            file.setLength(SIZE);
        }
        // All of it at once: the kernel would else write by itself for a while, and force other things along.
        String _ = Shell.run("mkfs.ext4", "-q", "-E", "lazy_itable_init=0,lazy_journal_init=0", image.toString());
        Disk disk = new Disk(Files.createDirectories(folder.resolve("disk")), image);
        disk.mount();
        return disk;
    }

    private void mount() {
        // The kernel writes nothing down by itself for as long as a round lasts.
        String _ = Shell.run("mount", "-o", "loop,commit=600", image.toString(), mount.toString());
    }

    Path path() {
        return mount;
    }

    private Path ballast() {
        return mount.resolve("ballast");
    }

    /** To the last byte. */
    void fill() throws IOException {
        byte[] block = new byte[1 << 20];
        Arrays.fill(block, (byte) 'x');
        try (OutputStream out = Files.newOutputStream(ballast())) {
            for (int size = block.length; size > 0; size /= 2) {
                fillBy(out, block, size);
            }
        }
    }

    private static void fillBy(OutputStream out, byte[] block, int size) {
        try {
            while (true) {
                out.write(block, 0, size);
            }
        } catch (IOException full) {
            // As wanted; smaller pieces may still fit.
        }
    }

    void empty() throws IOException {
        boolean _ = Files.deleteIfExists(ballast());
    }

    /** What had not been forced to the disk is lost. Nothing may be at work on it any more. */
    void cutPower() throws IOException {
        Path left = image.resolveSibling("disk-" + ++cuts + ".img");
        String _ = Shell.run("cp", "--sparse=always", image.toString(), left.toString());
        unmount();
        Files.delete(image);
        image = left;
        mount();
    }

    private void unmount() {
        String _ = Shell.run("umount", mount.toString());
    }

    @Override
    public void close() throws IOException {
        unmount();
        Files.delete(image);
    }
}
