package org.westerly.chaos.client;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A client that vanishes in the middle of an upload. */
final class BreakOff {

    private static final int TIMEOUT_MILLIS = 2000;

    private BreakOff() {}

    static void send(URI server, String token, String script, double share) {
        byte[] body = body(token, script).getBytes(StandardCharsets.US_ASCII);
        String head = "POST /ga4gh/wes/v1/runs HTTP/1.1\r\nHost: " + server.getAuthority()
                + "\r\nContent-Type: multipart/form-data; boundary=cut\r\nContent-Length: " + body.length + "\r\n\r\n";
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            // Never all of it: the last byte decides.
            socket.getOutputStream().write(Arrays.copyOf(body, Math.min(body.length - 1, (int) (body.length * share))));
            socket.getOutputStream().flush();
            // A reset, as of a machine that is gone.
            socket.setSoLinger(true, 0);
        } catch (IOException gone) {
            // The server was not there, or went first.
        }
    }

    private static String body(String token, String script) {
        return field("workflow_type", "SH")
                + field("workflow_type_version", "1.0")
                + field("workflow_url", "run.sh")
                + field("tags", "{\"token\":\"" + token + "\"}")
                + file("run.sh", script)
                + file("in.txt", "x".repeat(100_000))
                + "--cut--\r\n";
    }

    private static String field(String name, String value) {
        return "--cut\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n";
    }

    private static String file(String name, String content) {
        return "--cut\r\nContent-Disposition: form-data; name=\"workflow_attachment\"; filename=\"" + name
                + "\"\r\n\r\n" + content + "\r\n";
    }
}
