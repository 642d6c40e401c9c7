package org.westerly.server.http;

import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.westerly.server.error.ErrorCode;
import org.westerly.server.error.WesException;
import org.westerly.server.logs.MaskedFile;
import org.westerly.server.service.RunFile;

/** Answers with a file, or the asked part of it. A file that grows meanwhile is sent as long as it was. */
final class SendFile {

    private static final int BUFFER = 64 << 10;

    private SendFile() {}

    static Response answer(RunFile file, RoutingContext request) {
        FileVersion version = version(file.path());
        Response.ResponseBuilder response =
                switch (FilePlan.of(version, name -> request.request().getHeader(name))) {
                    case FilePlan.Whole _ ->
                        Response.ok(bytes(file, 0, version.size(), request))
                                .header("Content-Type", file.mediaType())
                                .header("Content-Length", version.size());
                    case FilePlan.Part part ->
                        Response.status(206)
                                .entity(bytes(file, part.offset(), part.length(), request))
                                .header("Content-Type", file.mediaType())
                                .header("Content-Length", part.length())
                                .header(
                                        "Content-Range",
                                        "bytes " + part.offset() + "-" + (part.offset() + part.length() - 1) + "/"
                                                + version.size());
                    case FilePlan.NotModified _ -> Response.status(304);
                    case FilePlan.PreconditionFailed _ -> changed();
                    case FilePlan.Unsatisfiable _ -> refusal(version);
                };
        response.header("ETag", version.etag()).header("Accept-Ranges", "bytes");
        return describe(response, file, version).build();
    }

    private static FileVersion version(Path path) {
        try {
            return FileVersion.of(Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
        } catch (IOException gone) {
            throw new WesException(ErrorCode.FILE_NOT_FOUND, "the file is not there any more", gone);
        }
    }

    private static Response.ResponseBuilder changed() {
        return Response.status(ErrorCode.PRECONDITION_FAILED.kind().status())
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(Problems.body(ErrorCode.PRECONDITION_FAILED, "the file has changed since"));
    }

    private static Response.ResponseBuilder refusal(FileVersion version) {
        return Response.status(ErrorCode.RANGE_NOT_SATISFIABLE.kind().status())
                .header("Content-Range", "bytes */" + version.size())
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(Problems.body(
                        ErrorCode.RANGE_NOT_SATISFIABLE,
                        "one range of bytes can be asked for, within the file's " + version.size() + " bytes"));
    }

    private static Response.ResponseBuilder describe(
            Response.ResponseBuilder response, RunFile file, FileVersion version) {
        response.header("Last-Modified", version.lastModified())
                .header("Cache-Control", "private, no-cache")
                .header("X-Content-Type-Options", "nosniff");
        return switch (file.kind()) {
            case LOG -> response;
            case OUTPUT ->
                response.header("Content-Security-Policy", Exhibit.policy(file.mediaType()))
                        .header(
                                "Content-Disposition",
                                Exhibit.isShown(file.mediaType(), version.size())
                                        ? ContentDisposition.inline(file.name())
                                        : ContentDisposition.attachment(file.name()));
        };
    }

    private static StreamingOutput bytes(RunFile file, long offset, long length, RoutingContext request) {
        return target -> {
            try (MaskedFile source = file.open()) {
                copy(source, offset, length, PacedOutput.of(target, request));
            }
        };
    }

    private static void copy(MaskedFile source, long offset, long length, OutputStream target) throws IOException {
        byte[] buffer = new byte[(int) Math.min(BUFFER, Math.max(1, length))];
        long at = offset;
        long end = offset + length;
        while (at < end) {
            int read = source.read(buffer, (int) Math.min(buffer.length, end - at), at);
            if (read == 0) {
                throw new EOFException("the file became shorter while it was sent");
            }
            target.write(buffer, 0, read);
            at += read;
        }
    }
}
