package org.westerly.server.files.fetch;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.westerly.server.files.StagingException;

/** What went wrong on the way, in words for the user of a run. */
final class TellFault {

    private TellFault() {}

    static StagingException of(URI uri, NetworkException network, FetchLimits limits) {
        return new StagingException(
                ShownUrl.of(uri) + " " + why(network, limits.timeout().toSeconds()), network);
    }

    private static String why(NetworkException network, long seconds) {
        IOException fault = network.fault();
        return switch (fault) {
            case PrivateTargetException _ ->
                "leads to this machine or a private network; the operator can allow that"
                        + " (fetch.allow-private-targets)";
            case UnknownHostException _ -> "could not be fetched: no such host";
            case ConnectTimeoutException _ -> "could not be fetched: no connection within " + seconds + " s";
            case SocketTimeoutException _ ->
                network.begun() ? "sent nothing for " + seconds + " s" : "did not answer within " + seconds + " s";
            case ConnectException _ -> "could not be fetched: no connection";
            case SSLException _ -> "could not be fetched: no safe connection (TLS)";
            default ->
                network.begun()
                        ? "broke off"
                        : "could not be fetched (" + fault.getClass().getSimpleName() + ")";
        };
    }
}
