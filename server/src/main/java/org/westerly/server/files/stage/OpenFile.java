package org.westerly.server.files.stage;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.westerly.server.files.Fetched;
import org.westerly.server.files.StagingException;
import org.westerly.server.files.fetch.Digests;

/**
 * A workflow that lies on this machine, below one of the folders that the operator opened. It is run where it lies, so
 * that it finds what lies beside it; nothing is said about files elsewhere, not even whether they are there.
 */
record OpenFile(List<Path> roots) {

    OpenFile {
        roots = roots.stream().map(root -> root.toAbsolutePath().normalize()).toList();
    }

    /** The document's path, free of links. */
    String open(URI uri, Site site) throws StagingException, IOException, InterruptedException {
        Path named = path(uri);
        if (roots.stream().noneMatch(named::startsWith) && !isOpen(named)) {
            throw closed(uri);
        }
        Path real;
        try {
            real = named.toRealPath();
        } catch (IOException absent) {
            throw new StagingException(Quoted.of(uri.toString()) + " cannot be read: there is no such file", absent);
        }
        if (!isOpen(real)) {
            throw closed(uri);
        }
        // A pipe would be waited for.
        if (!Files.isRegularFile(real)) {
            throw new StagingException(Quoted.of(uri.toString()) + " is not a file");
        }
        record(uri, real, site);
        return real.toString();
    }

    private static Path path(URI uri) throws StagingException {
        String host = uri.getRawAuthority() == null ? "" : uri.getRawAuthority();
        if (!host.isEmpty() && !host.toLowerCase(Locale.ROOT).equals("localhost")) {
            throw new StagingException(Quoted.of(uri.toString()) + " names another host; write file:///path");
        }
        try {
            Path path = Path.of(uri.getPath());
            if (path.isAbsolute()) {
                return path.normalize();
            }
        } catch (InvalidPathException none) {
            throw new StagingException(Quoted.of(uri.toString()) + " is no path", none);
        }
        throw new StagingException(Quoted.of(uri.toString()) + " is no absolute path");
    }

    /** A root may be a link itself, or not be there at the moment. */
    private boolean isOpen(Path path) throws IOException {
        for (Path root : roots) {
            if (Files.isDirectory(root) && path.startsWith(root.toRealPath())) {
                return true;
            }
        }
        return false;
    }

    private static StagingException closed(URI uri) {
        return new StagingException(Quoted.of(uri.toString())
                + " is not below a folder that workflows may be read from (fetch.file-roots)");
    }

    private static void record(URI uri, Path file, Site site)
            throws StagingException, IOException, InterruptedException {
        Digests digests = new Digests(List.of());
        byte[] buffer = new byte[64 * 1024];
        try (InputStream in = Files.newInputStream(file)) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                if (Thread.interrupted()) {
                    throw new InterruptedException("while a workflow was read");
                }
                digests.update(buffer, 0, count);
            }
        } catch (java.nio.file.AccessDeniedException denied) {
            throw new StagingException(Quoted.of(uri.toString()) + " may not be read by the server", denied);
        }
        String url = "file://" + uri.getRawPath();
        site.fetched().add(new Fetched(url, null, digests.size(), digests.verified(url)));
    }
}
