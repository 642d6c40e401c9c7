package org.westerly.server.files.stage;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.westerly.documents.Language;
import org.westerly.documents.Reference;
import org.westerly.documents.ScanReferences;
import org.westerly.server.files.StagingException;
import org.westerly.server.files.fetch.AnswerException;
import org.westerly.server.files.fetch.Ask;
import org.westerly.server.files.fetch.FetchHttp;
import org.westerly.server.files.fetch.Received;
import org.westerly.server.files.fetch.ShownUrl;

/**
 * Fetches a document from the web, and what it names relative to itself, and so on. The files lie to each other as they
 * do at the server: below the deepest folder that holds all of them.
 */
record FetchTree(FetchHttp http, long maxBytes) {

    private static final int MOST_FILES = 200;

    /** With those that are not there: a document of a million names must not become a million requests. */
    private static final int MOST_ASKED = 400;

    /** A larger document is none that people write. */
    private static final long LARGEST_READ = 8L << 20;

    /**
     * Fetches all of it.
     *
     * @param language empty: the document is fetched alone
     */
    Tree fetch(URI uri, Optional<Language> language, Site site)
            throws StagingException, IOException, InterruptedException {
        return new Walk(site, language).from(uri);
    }

    /**
     * A file that was fetched.
     *
     * @param named the URL that it has by the names in the documents
     * @param answered the URL that answered in the end
     */
    private record Found(TreePath place, URI named, URI answered, Part part, boolean document) {}

    private final class Walk {

        private final Site site;
        private final Optional<Language> language;
        private final List<Found> found = new ArrayList<>();
        private final Set<TreePath> asked = new HashSet<>();
        private final Deque<Found> unread = new ArrayDeque<>();
        private long left = maxBytes;

        Walk(Site site, Optional<Language> language) {
            this.site = site;
            this.language = language;
        }

        Tree from(URI uri) throws StagingException, IOException, InterruptedException {
            TreePath place = TreePath.of(uri);
            asked.add(place);
            take(fetch(place, uri, uri, true));
            if (language.isPresent()) {
                for (String name : language.get().impliedBeside()) {
                    follow(found.getFirst(), Reference.document(name));
                }
                while (!unread.isEmpty()) {
                    Found document = unread.removeFirst();
                    for (Reference reference : ScanReferences.in(language.get(), text(document))) {
                        follow(document, reference);
                    }
                }
            }
            return arranged();
        }

        /** What is not there is left out, and the engine will say so if it misses it. */
        private void follow(Found from, Reference reference)
                throws StagingException, IOException, InterruptedException {
            if (reference.kind() == Reference.Kind.FOLDER) {
                return; // the web has none
            }
            for (String candidate : reference.candidates()) {
                Optional<TreePath> place = from.place().resolve(candidate);
                if (place.isEmpty()) {
                    continue;
                }
                if (!asked.add(place.get())) {
                    if (found.stream().anyMatch(one -> one.place().equals(place.get()))) {
                        return;
                    }
                    continue;
                }
                if (found.size() >= MOST_FILES || asked.size() > MOST_ASKED) {
                    throw new StagingException(ShownUrl.of(found.getFirst().named()) + " needs more than " + MOST_FILES
                            + " other files; so many are not fetched");
                }
                if (ask(from, candidate, place.get(), reference.document())) {
                    return;
                }
            }
        }

        /** The server that was redirected to is asked first (RFC 3986, 5.1.3), then the one that redirected. */
        private boolean ask(Found from, String candidate, TreePath place, boolean document)
                throws StagingException, IOException, InterruptedException {
            URI named = resolved(from.named(), candidate);
            Set<URI> urls = new LinkedHashSet<>(List.of(resolved(from.answered(), candidate), named));
            urls.removeIf(url -> url.getRawPath().startsWith("/.."));
            for (URI url : urls) {
                try {
                    take(fetch(place, named, url, document));
                    return true;
                } catch (AnswerException answer) {
                    if (!answer.absent()) {
                        throw answer;
                    }
                }
            }
            return false;
        }

        private Found fetch(TreePath place, URI named, URI url, boolean document)
                throws StagingException, IOException, InterruptedException {
            Path file = site.nextPart();
            Received received = http.toFile(Ask.of(url, left), file);
            left -= received.size();
            Part part = new Part(ShownUrl.of(url), file, received.size(), received.sha256());
            return new Found(place, named, received.from(), part, document);
        }

        private void take(Found one) {
            found.add(one);
            if (one.document() && one.part().size() <= LARGEST_READ) {
                unread.add(one);
            }
        }

        private Tree arranged() {
            List<String> top = found.getFirst().place().folders();
            for (Found one : found) {
                top = TreePath.common(top, one.place().folders());
            }
            Map<String, Part> parts = new LinkedHashMap<>();
            for (Found one : found) {
                parts.put(one.place().below(top.size()), one.part());
            }
            return new Tree(found.getFirst().place().below(top.size()), parts);
        }
    }

    private static String text(Found document) throws IOException {
        return new String(Files.readAllBytes(document.part().file()), StandardCharsets.UTF_8);
    }

    /** The leading dot keeps a name such as {@code a:b.wdl} from being taken for a URL. */
    private static URI resolved(URI base, String relative) {
        URI rooted = base.getRawPath() == null || base.getRawPath().isEmpty() ? base.resolve("/") : base;
        return rooted.resolve("./" + PercentEncoded.path(relative));
    }
}
