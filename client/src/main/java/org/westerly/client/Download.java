package org.westerly.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.westerly.client.WesterlyException.Kind;

/**
 * Brings one file to the disk: beside its place first, under a name that says which version of the file it is, and to its
 * place when it is whole. What a break leaves is gone on with, in this process or a later one, as long as the server's
 * {@code ETag} stays the same.
 */
final class Download {

    private final Calls calls;
    private final URI url;
    private final Path target;
    private @Nullable String tag;
    private @Nullable Path part;

    Download(Calls calls, URI url, Path target) {
        this.calls = calls;
        this.url = url;
        this.target = target;
    }

    /** @param sha256 what it must be; empty when nobody knows yet */
    void run(Optional<String> sha256) {
        try {
            Files.createDirectories(target.toAbsolutePath().getParent());
            Path whole = fetched();
            if (sha256.isPresent() && !sha256.get().equalsIgnoreCase(sha256(whole))) {
                Files.delete(whole);
                throw WesterlyException.of(
                        Kind.NOT_UNDERSTOOD, url + " is not the file that the server's sha-256 is of", null);
            }
            Files.move(whole, target, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw WesterlyException.of(Kind.LOCAL_FILE, "cannot write " + target + ": " + Calls.reason(e), e);
        }
    }

    private Path fetched() throws IOException {
        for (int failures = 0; ; ) {
            long before = size();
            try {
                return attempt();
            } catch (BrokenException broken) {
                // What brings something is no failure: a large file over a bad line comes in the end.
                failures = size() > before ? 1 : failures + 1;
                if (failures >= calls.policy().attempts()) {
                    throw WesterlyException.of(
                            Kind.UNREACHABLE, "the download of " + url + " breaks off: " + broken.getMessage(), broken);
                }
                Calls.sleep(calls.policy().after(failures));
            }
        }
    }

    private long size() throws IOException {
        return part != null && Files.exists(part) ? Files.size(part) : 0;
    }

    private Path attempt() throws IOException, BrokenException {
        long have = size();
        HttpRequest.Builder request = HttpRequest.newBuilder(url);
        if (have > 0 && tag != null) {
            request.header("Range", "bytes=" + have + "-").header("If-Range", tag);
        }
        HttpResponse<InputStream> answer;
        try {
            answer = calls.exchange(request.build(), Calls.Repeat.HARMLESS, given -> given);
        } catch (WesterlyException e) {
            if (e.status() == 416 && part != null) {
                Files.deleteIfExists(part); // it has become shorter
                throw new BrokenException(e);
            }
            throw e;
        }
        try (InputStream body = answer.body()) {
            if (answer.statusCode() == 206) {
                return append(body, answer, have);
            }
            String now = answer.headers().firstValue("ETag").orElse("");
            part = partOf(now);
            boolean known = now.equals(tag);
            tag = now.isEmpty() || now.startsWith("W/") ? null : now;
            if (!known && tag != null && size() > 0) {
                return attempt(); // an earlier download of this very version broke off
            }
            return append(body, answer, 0);
        }
    }

    private Path append(InputStream body, HttpResponse<InputStream> answer, long at)
            throws IOException, BrokenException {
        Path file = java.util.Objects.requireNonNull(part, "an answer has come");
        long length = answer.headers().firstValueAsLong("Content-Length").orElse(-1);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.truncate(at);
            channel.position(at);
            copy(body, java.nio.channels.Channels.newOutputStream(channel));
        }
        if (length >= 0 && Files.size(file) != at + length) {
            throw new BrokenException(new IOException("it is shorter than was said"));
        }
        return file;
    }

    /** Tells a broken connection from a full disk. */
    private static void copy(InputStream body, OutputStream out) throws IOException, BrokenException {
        byte[] buffer = new byte[64 << 10];
        while (true) {
            int read;
            try {
                read = body.read(buffer);
            } catch (IOException e) {
                throw new BrokenException(e);
            }
            if (read < 0) {
                return;
            }
            out.write(buffer, 0, read);
        }
    }

    private Path partOf(String version) {
        String mark =
                HexFormat.of().formatHex(digest().digest((url + " " + version).getBytes(StandardCharsets.UTF_8)), 0, 8);
        return target.resolveSibling("." + mark + ".part");
    }

    private static String sha256(Path file) throws IOException {
        try (DigestInputStream in = new DigestInputStream(Files.newInputStream(file), digest())) {
            in.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(in.getMessageDigest().digest());
        }
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has it", e);
        }
    }

    private static final class BrokenException extends Exception {
        BrokenException(Exception cause) {
            super(Calls.reason(cause), cause);
        }
    }
}
