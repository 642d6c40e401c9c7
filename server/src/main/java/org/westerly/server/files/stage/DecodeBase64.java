package org.westerly.server.files.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.westerly.documents.Language;
import org.westerly.server.files.StagingException;
import org.westerly.server.files.WorkflowLocation;
import org.westerly.server.files.fetch.Digests;

/** Makes a file of a document that came in its own URL. */
final class DecodeBase64 {

    private DecodeBase64() {}

    static Tree decode(WorkflowLocation.Embedded embedded, Site site) throws StagingException, IOException {
        byte[] bytes = bytes(embedded.data());
        Digests digests = new Digests(List.of());
        digests.update(bytes, 0, bytes.length);
        Path file = Files.write(site.nextPart(), bytes);
        String url = WorkflowLocation.BASE64 + ":";
        Part part = new Part(url, file, bytes.length, digests.verified(url));
        return Tree.of(Language.fileName(site.request().workflowType()), part);
    }

    /** Both alphabets, with padding or without; what a client has percent-encoded on top of it is taken off first. */
    private static byte[] bytes(String data) throws StagingException {
        String standard = (data.indexOf('%') < 0 ? data : PercentEncoded.decoded(data))
                .replace('-', '+')
                .replace('_', '/');
        try {
            byte[] bytes = Base64.getDecoder().decode(standard);
            if (bytes.length > 0) {
                return bytes;
            }
        } catch (IllegalArgumentException notBase64) {
            throw bad("is not base64");
        }
        throw bad("is empty");
    }

    private static StagingException bad(String why) {
        return new StagingException(StagingException.Kind.BAD_DOCUMENT, "the document in workflow_url " + why);
    }
}
