package org.westerly.server.files.stage;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.westerly.documents.DocumentName;
import org.westerly.server.files.StagingException;
import org.westerly.server.files.fetch.AnswerException;
import org.westerly.server.files.fetch.Ask;
import org.westerly.server.files.fetch.Checksum;
import org.westerly.server.files.fetch.Digests;
import org.westerly.server.files.fetch.FetchHttp;
import org.westerly.server.files.fetch.Received;
import org.westerly.server.files.fetch.ShownUrl;
import org.westerly.server.files.stage.TrsAnswers.Descriptor;
import org.westerly.server.files.stage.TrsAnswers.ListedFile;
import org.westerly.server.files.stage.TrsAnswers.Role;

/** Fetches a tool from its registry: the primary descriptor and all files that belong to it. */
record FetchTrs(FetchHttp http, long maxBytes) {

    /** Of one JSON answer, which is held in memory. */
    private static final long LARGEST_ANSWER = 16L << 20;

    Tree fetch(TrsTool tool, Site site) throws StagingException, IOException, InterruptedException {
        return new Visit(tool, site).fetch();
    }

    /** A file that was fetched, and where the registry has it from, if it says so. */
    private record Got(Part part, @Nullable URI origin) {}

    private final class Visit {

        private final TrsTool tool;
        private final Site site;
        private long left = maxBytes;

        Visit(TrsTool tool, Site site) {
            this.tool = tool;
            this.site = site;
        }

        Tree fetch() throws StagingException, IOException, InterruptedException {
            TrsWanted wanted;
            try {
                wanted = TrsWanted.of(tool, TrsAnswers.files(tool.files(), json(tool.files())));
            } catch (AnswerException answer) {
                if (answer.status() != 404) {
                    throw answer;
                }
                return alone();
            }
            String primary = wanted.primary();
            Map<String, Got> got = new LinkedHashMap<>();
            for (ListedFile file : wanted.files()) {
                if (file.role() == Role.OTHER && !file.path().equals(primary)) {
                    ifThere(file).ifPresent(one -> got.put(file.path(), one));
                } else {
                    got.put(file.path(), file(file));
                }
            }
            return arranged(primary, got);
        }

        private Tree arranged(String primary, Map<String, Got> got) throws StagingException, IOException {
            Got document = got.get(primary);
            if (document == null) {
                throw new IllegalStateException("the primary descriptor was fetched");
            }
            Map<String, String> names = TrsNames.of(List.copyOf(got.keySet()), primary, document.origin());
            Map<String, Part> parts = new LinkedHashMap<>();
            for (Map.Entry<String, Got> one : got.entrySet()) {
                String name = names.getOrDefault(one.getKey(), one.getKey());
                if (parts.put(name, one.getValue().part()) != null) {
                    throw TrsAnswers.bad(tool.files(), "lists " + Quoted.of(name) + " twice");
                }
            }
            String main = names.getOrDefault(primary, primary);
            if (tool.type().equals("NFL") && main.endsWith(".config")) {
                String text = new String(Files.readAllBytes(document.part().file()), StandardCharsets.UTF_8);
                main = NextflowMain.of(main, text, parts.keySet())
                        .orElseThrow(() -> TrsAnswers.bad(tool.files(), "lists no script beside the configuration"));
            }
            return new Tree(main, parts);
        }

        /** A registry that lists no files has the descriptor all the same. */
        private Tree alone() throws StagingException, IOException, InterruptedException {
            String path = tool.path();
            Got got = path == null ? descriptor(tool.descriptor(), List.of()) : named(path, List.of());
            String known = path != null
                    ? path
                    : got.origin() == null ? "" : got.origin().getPath();
            return Tree.of(DocumentName.of(known == null ? "" : known, tool.fileName()), got.part());
        }

        private Optional<Got> ifThere(ListedFile file) throws StagingException, IOException, InterruptedException {
            try {
                return Optional.of(file(file));
            } catch (AnswerException answer) {
                if (!answer.absent()) {
                    throw answer;
                }
            } catch (StagingException told) {
                if (told.kind() != StagingException.Kind.BAD_DOCUMENT) {
                    throw told;
                }
            }
            return Optional.empty();
        }

        private Got file(ListedFile file) throws StagingException, IOException, InterruptedException {
            boolean isDefault = file.role() == Role.PRIMARY && tool.path() == null;
            return isDefault ? descriptor(tool.descriptor(), file.checksums()) : named(file.path(), file.checksums());
        }

        private Got named(String path, List<Checksum> checksums)
                throws StagingException, IOException, InterruptedException {
            try {
                return descriptor(tool.descriptor(path), checksums);
            } catch (AnswerException answer) {
                if (!answer.absent() || !path.contains("/") || path.contains("..")) {
                    throw answer;
                }
                return descriptor(tool.descriptorUnencoded(path), checksums);
            }
        }

        private Got descriptor(URI url, List<Checksum> listed)
                throws StagingException, IOException, InterruptedException {
            Descriptor descriptor = TrsAnswers.descriptor(url, json(url));
            List<Checksum> checksums = Stream.concat(listed.stream(), descriptor.checksums().stream())
                    .distinct()
                    .toList();
            Path file = site.nextPart();
            String content = descriptor.content();
            URI elsewhere = descriptor.url();
            if (content == null && elsewhere != null) {
                Received received = http.toFile(Ask.of(elsewhere, left).expecting(checksums), file);
                left -= received.size();
                Part part = new Part(ShownUrl.of(elsewhere), file, received.size(), received.sha256());
                return new Got(part, elsewhere);
            }
            byte[] bytes = String.valueOf(content).getBytes(StandardCharsets.UTF_8);
            left -= bytes.length;
            if (left < 0) {
                throw new StagingException(ShownUrl.of(url) + " is larger than what may be fetched");
            }
            Digests digests = new Digests(checksums);
            digests.update(bytes, 0, bytes.length);
            Files.write(file, bytes);
            return new Got(
                    new Part(ShownUrl.of(url), file, bytes.length, digests.verified(ShownUrl.of(url))), elsewhere);
        }

        private byte[] json(URI url) throws StagingException, IOException, InterruptedException {
            return http.json(Ask.of(url, LARGEST_ANSWER).trusting(tool.trusted()));
        }
    }
}
