package org.westerly.server.http;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.westerly.server.error.ErrorCode;
import org.westerly.server.error.WesException;
import org.westerly.server.error.WesException.FieldFault;
import org.westerly.server.logs.MaskedFile;
import org.westerly.server.service.Archive;
import org.westerly.server.service.DescribeCrate;
import org.westerly.server.service.RunFile;

/**
 * Answers with files as a zip, written while they are read. A fault breaks the connection off before the zip's table of
 * contents: half an archive must not look like a whole one.
 */
final class SendZip {

    private static final int BUFFER = 64 << 10;

    /** Smaller already: they are stored. */
    private static final Set<String> COMPRESSED = Set.of(
            "gz", "tgz", "bgz", "bam", "cram", "bcf", "zip", "bz2", "xz", "zst", "7z", "jar", "png", "jpg", "jpeg",
            "gif", "webp", "pdf", "parquet", "h5ad", "tbi", "csi", "sif");

    private SendZip() {}

    static Response answer(Archive archive, RoutingContext request) {
        Response.ResponseBuilder response = Response.ok()
                .header("Content-Type", "application/zip")
                .header("Content-Disposition", ContentDisposition.attachment(archive.name() + ".zip"))
                .header("Cache-Control", "private, no-store")
                .header("X-Content-Type-Options", "nosniff");
        if (!request.request().method().equals(HttpMethod.HEAD)) {
            response.entity((StreamingOutput) target -> writeOrBreakOff(archive, target, request));
        }
        return response.build();
    }

    private static void writeOrBreakOff(Archive archive, OutputStream target, RoutingContext request)
            throws IOException {
        boolean whole = false;
        try {
            write(archive, PacedOutput.of(target, request));
            whole = true;
        } finally {
            if (!whole && request.response().headWritten()) {
                BreakOff.answer(request);
            }
        }
    }

    // Not closed on a fault, on purpose: closing would write the table of contents.
    @SuppressWarnings("resource")
    private static void write(Archive archive, OutputStream target) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(new BufferedOutputStream(target, BUFFER));
        byte[] buffer = new byte[BUFFER];
        archive.content().each(new Archive.Visitor() {
            @Override
            public void file(String name, RunFile file) throws IOException {
                try (MaskedFile source = file.open()) {
                    add(zip, name, file, source, buffer);
                }
            }

            @Override
            public void document(String name, DescribeCrate.Document document) throws IOException {
                zip.setLevel(Deflater.BEST_SPEED);
                ZipEntry entry = new ZipEntry(name);
                entry.setLastModifiedTime(FileTime.fromMillis(0));
                zip.putNextEntry(entry);
                document.write(new OpenEnded(zip));
                zip.closeEntry();
            }
        });
        zip.finish();
        zip.flush();
    }

    private static void add(ZipOutputStream zip, String name, RunFile file, MaskedFile source, byte[] buffer)
            throws IOException {
        FileVersion version = version(file);
        ZipEntry entry = new ZipEntry(name);
        entry.setLastModifiedTime(FileTime.from(version.modified()));
        zip.setLevel(COMPRESSED.contains(ending(name)) ? Deflater.NO_COMPRESSION : Deflater.BEST_SPEED);
        zip.putNextEntry(entry);
        for (long at = 0; at < version.size(); ) {
            int read = source.read(buffer, (int) Math.min(buffer.length, version.size() - at), at);
            if (read == 0) {
                throw new IOException("a file became shorter while it was sent");
            }
            zip.write(buffer, 0, read);
            at += read;
        }
        zip.closeEntry();
        // A log may grow: it is sent as long as it was.
        if (file.kind() != RunFile.Kind.LOG && !version(file).equals(version)) {
            throw new IOException("a file changed while it was sent");
        }
    }

    /** Whoever writes a document closes it, which is not to close the zip. */
    private static final class OpenEnded extends FilterOutputStream {

        OpenEnded(OutputStream target) {
            super(target);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void close() {}
    }

    /**
     * Reads {@code download}.
     *
     * @throws WesException INVALID_REQUEST for another format
     */
    static boolean asked(@Nullable String download) {
        return switch (download) {
            case null -> false;
            case "zip" -> true;
            default ->
                throw new WesException(
                        ErrorCode.INVALID_REQUEST, List.of(new FieldFault("download", "must be zip, or be left out")));
        };
    }

    private static String ending(String name) {
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    private static FileVersion version(RunFile file) throws IOException {
        return FileVersion.of(Files.readAttributes(file.path(), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
    }
}
