package org.westerly.server.files.stage;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.westerly.documents.DocumentName;
import org.westerly.server.files.StagingException;
import org.westerly.server.files.fetch.Ask;
import org.westerly.server.files.fetch.FetchHttp;
import org.westerly.server.files.fetch.Origin;
import org.westerly.server.files.fetch.Received;
import org.westerly.server.files.stage.DrsAnswers.Access;
import org.westerly.server.files.stage.DrsAnswers.DrsObject;
import org.westerly.server.files.stage.DrsAnswers.Method;

/** Fetches an object from its data repository: asks the repository where the bytes are, and then for them. */
record FetchDrs(FetchHttp http, DrsServers servers) {

    /** Of one JSON answer, which is held in memory. */
    private static final long LARGEST_ANSWER = 4L << 20;

    /**
     * An object that was fetched.
     *
     * @param name a file name that is one everywhere
     */
    record Fetched(String name, Part part) {}

    /**
     * Fetches the object that {@code drs} means.
     *
     * @param maxBytes how large it may be
     * @throws StagingException when it cannot be had, or is not what the repository says
     */
    Fetched fetch(String drs, long maxBytes, Site site) throws StagingException, IOException, InterruptedException {
        DrsUri uri = DrsUri.of(drs, servers::knows);
        URI at = URI.create(servers.base(uri.host()) + "/objects/" + PercentEncoded.segment(uri.id()));
        DrsObject object = DrsAnswers.object(at, http.json(ask(uri, at, LARGEST_ANSWER)));
        if (object.size() > maxBytes) {
            throw new StagingException(
                    uri + " has " + object.size() + " bytes; the most that is fetched is " + maxBytes);
        }
        Access access = access(uri, at, object);
        Path file = site.nextPart();
        Received received = http.toFile(bytes(uri, at, access, maxBytes).expecting(object.checksums()), file);
        if (object.size() > 0 && object.size() != received.size()) {
            throw new StagingException(
                    uri + " came with " + received.size() + " bytes, and should have " + object.size());
        }
        String path = access.url().getPath() == null ? "" : access.url().getPath();
        String name = DocumentName.of(object.name(), DocumentName.of(path, "object"));
        return new Fetched(name, new Part(uri.toString(), file, received.size(), received.sha256()));
    }

    private Access access(DrsUri uri, URI at, DrsObject object)
            throws StagingException, IOException, InterruptedException {
        for (Method method : ranked(object.methods())) {
            Access access = method.access();
            if (access == null) {
                URI ask = URI.create(at + "/access/" + PercentEncoded.segment(String.valueOf(method.accessId())));
                access = DrsAnswers.access(ask, http.json(ask(uri, ask, LARGEST_ANSWER)));
            }
            if (access.isWeb()) {
                return access;
            }
        }
        String why = object.methods().isEmpty() && object.bundle()
                ? " is a bundle of objects; only single ones are fetched"
                : " cannot be had by http or https; its repository offers "
                        + Quoted.of(String.join(
                                ", ",
                                object.methods().stream()
                                        .map(Method::type)
                                        .distinct()
                                        .toList()));
        throw new StagingException(uri + why);
    }

    /** What is known without another question first; then what is called https; then clouds, which may sign a URL. */
    private static List<Method> ranked(List<Method> methods) {
        Stream<Method> known = methods.stream()
                .filter(method -> Optional.ofNullable(method.access())
                        .filter(Access::isWeb)
                        .isPresent());
        List<Method> byId = methods.stream()
                .filter(method -> method.access() == null && method.accessId() != null)
                .toList();
        return Stream.of(
                        known,
                        byId.stream().filter(method -> method.type().startsWith("http")),
                        byId.stream().filter(method -> !method.type().startsWith("http")))
                .flatMap(some -> some)
                .toList();
    }

    /** A question to the repository itself. */
    private Ask ask(DrsUri uri, URI at, long maxBytes) {
        Ask ask = Ask.of(at, maxBytes).trusting(servers.knows(uri.host()));
        return servers.token(uri.host())
                .map(token -> ask.with("Authorization", "Bearer " + token.value()))
                .orElse(ask);
    }

    /** The bytes may be anywhere. Only at the repository itself its token is sent, and its address trusted. */
    private Ask bytes(DrsUri uri, URI at, Access access, long maxBytes) {
        Ask ask = Origin.same(at, access.url()) ? ask(uri, access.url(), maxBytes) : Ask.of(access.url(), maxBytes);
        for (var header : access.headers().entrySet()) {
            ask = ask.with(header.getKey(), header.getValue());
        }
        return ask;
    }
}
