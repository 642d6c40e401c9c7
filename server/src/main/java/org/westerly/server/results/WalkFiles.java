package org.westerly.server.results;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.westerly.server.files.Containment;
import org.westerly.server.files.RunFolder;

/**
 * Visits the regular files below a folder of a run in a fixed order: names by their bytes, a folder's files where its name
 * stands. Links are followed within the run's folder, as Nextflow publishes by them; one that leads out, nowhere or back
 * up is passed over. Takes the memory of one folder's names for each level.
 */
public final class WalkFiles {

    /** Files and folders; links can make a few of them look like many. */
    private static final int MOST = 1_000_000;

    private static final int DEPTH = 64;

    private final RunFolder run;
    private final Visitor visitor;
    private final Deque<Path> above = new ArrayDeque<>();
    private int seen;

    private WalkFiles(RunFolder run, Visitor visitor) {
        this.run = run;
        this.visitor = visitor;
    }

    /** Is shown each file. */
    @FunctionalInterface
    public interface Visitor {

        /**
         * One file.
         *
         * @param named as it was found, links and all
         * @param real the same, free of links, inside the run's folder
         * @return false when that is enough
         */
        boolean file(Path named, Path real, BasicFileAttributes attributes) throws IOException;
    }

    /** How a walk ended. */
    public enum End {
        ALL,
        /** The visitor had enough. */
        ENOUGH,
        /** There is more than anybody can want to see. */
        TOO_MANY
    }

    /** Does nothing where there is no such folder. */
    public static End below(RunFolder run, Path top, Visitor visitor) throws IOException {
        Optional<Path> real = Containment.inside(run, top).filter(Files::isDirectory);
        return real.isEmpty() ? End.ALL : new WalkFiles(run, visitor).folder(top, real.get());
    }

    private End folder(Path named, Path real) throws IOException {
        if (above.contains(real) || above.size() == DEPTH) {
            return End.ALL;
        }
        above.push(real);
        try {
            for (Path name : names(real)) {
                End end = ++seen > MOST ? End.TOO_MANY : entry(named.resolve(name), real.resolve(name));
                if (end != End.ALL) {
                    return end;
                }
            }
            return End.ALL;
        } finally {
            above.pop();
        }
    }

    private static List<Path> names(Path folder) throws IOException {
        List<Path> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            entries.forEach(entry -> names.add(entry.getFileName()));
        } catch (DirectoryIteratorException fault) {
            throw fault.getCause();
        } catch (NoSuchFileException | NotDirectoryException | AccessDeniedException gone) {
            return List.of(); // Since it was seen, as a run that works tidies up; or locked by a task.
        }
        Collections.sort(names);
        return names;
    }

    private End entry(Path named, Path place) throws IOException {
        BasicFileAttributes attributes;
        Path real = place;
        try {
            attributes = Files.readAttributes(place, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (attributes.isSymbolicLink()) {
                Optional<Path> target = Containment.inside(run, place);
                if (target.isEmpty()) {
                    return End.ALL;
                }
                real = target.get();
                attributes = Files.readAttributes(real, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            }
        } catch (NoSuchFileException gone) {
            return End.ALL;
        }
        if (attributes.isDirectory()) {
            return folder(named, real);
        }
        return !attributes.isRegularFile() || visitor.file(named, real, attributes) ? End.ALL : End.ENOUGH;
    }
}
