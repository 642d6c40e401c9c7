package org.westerly.cli.gather;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.westerly.cli.gather.ReadParams.Param;
import org.westerly.client.Attachment;
import org.westerly.documents.CwlSecondaryFiles;
import org.westerly.documents.Language;
import org.westerly.documents.LanguageGuess;
import org.westerly.documents.WdlFileInputs;

/** Makes of what the user typed what is to be sent. */
public final class Gather {

    private Gather() {}

    /**
     * What the user typed.
     *
     * @param workflow a file, a folder or a URL
     * @param type null: to be guessed
     * @param paramsFile null for none
     * @param params by name, as they were typed
     * @param attach more files and folders
     * @param allowMissing whether it is fine that documents name what is not there
     */
    public record Wish(
            String workflow,
            @Nullable String type,
            @Nullable Path paramsFile,
            Map<String, String> params,
            List<Path> attach,
            boolean allowMissing) {}

    /**
     * What is to be sent.
     *
     * @param type a {@code workflow_type}
     * @param version empty when the document does not say
     * @param params the text of a JSON object; empty for none
     */
    public record Gathered(
            String url, String type, Optional<String> version, String params, List<Attachment> attachments) {}

    /**
     * Finds everything.
     *
     * @param here the folder that paths on the command line are relative to
     * @throws GatherException when something is missing, or cannot be read
     */
    public static Gathered of(Wish wish, Path here) {
        Path folder = LocalFiles.absolute(here);
        Map<String, Param> params = ReadParams.read(wish.paramsFile(), wish.params(), folder);
        return PlaceParams.URL.matcher(wish.workflow()).matches()
                ? remote(wish, folder, params)
                : local(wish, folder, params);
    }

    /** The server fetches it, and what it names; its text is not read here. */
    private static Gathered remote(Wish wish, Path here, Map<String, Param> params) {
        String path = wish.workflow().replaceFirst("[?#].*", "");
        String type = wish.type() != null
                ? wish.type()
                : LanguageGuess.byName(path.substring(path.lastIndexOf('/') + 1))
                        .map(Language::type)
                        .orElseThrow(() -> new GatherException(
                                "of " + wish.workflow() + " one cannot tell the language: give --type"));
        Set<Path> more = attach(wish.attach(), here);
        Attached attached = new Attached(Attached.root(here, more));
        more.forEach(attached::add);
        ObjectNode placed = place(Language.of(type), Map.of(), params, attached);
        return new Gathered(wish.workflow(), type, Optional.empty(), text(placed), attached.attachments());
    }

    private static Gathered local(Wish wish, Path here, Map<String, Param> params) {
        Workflow workflow = Workflow.find(here.resolve(wish.workflow()).toString());
        String main = LocalFiles.text(workflow.document());
        String fileName = workflow.document().getFileName().toString();
        Optional<LanguageGuess> guess = LanguageGuess.of(fileName, main);
        String type = Optional.ofNullable(wish.type())
                .or(() -> guess.map(found -> found.language().type()))
                .orElseThrow(
                        () -> new GatherException("of " + fileName + " one cannot tell the language: give --type"));
        Optional<Language> language = Language.of(type);
        Set<Path> files = new LinkedHashSet<>();
        Map<Path, String> texts = Map.of(workflow.document(), main);
        if (language.isPresent()) {
            GatherDocuments.Found found =
                    new GatherDocuments(language.get(), wish.allowMissing()).from(workflow.document());
            texts = found.texts();
            files.addAll(found.files());
        }
        files.add(workflow.document());
        if (workflow.whole()) {
            files.addAll(LocalFiles.project(workflow.folder(), "the workflow's folder"));
        }
        files.addAll(attach(wish.attach(), here));
        Attached attached = new Attached(Attached.root(workflow.folder(), files));
        files.forEach(attached::add);
        ObjectNode placed = place(language, texts, params, attached);
        return new Gathered(
                attached.name(workflow.document()) + workflow.fragment(),
                type,
                guess.filter(found -> language.equals(Optional.of(found.language())))
                        .flatMap(LanguageGuess::version),
                text(placed),
                attached.attachments());
    }

    private static Set<Path> attach(Collection<Path> given, Path here) {
        Set<Path> files = new LinkedHashSet<>();
        for (Path path : given) {
            Path absolute = LocalFiles.absolute(here.resolve(path));
            if (Files.isDirectory(absolute)) {
                files.addAll(LocalFiles.below(absolute, "--attach"));
            } else {
                files.add(LocalFiles.readable(absolute, "--attach"));
            }
        }
        return files;
    }

    private static ObjectNode place(
            Optional<Language> language, Map<Path, String> texts, Map<String, Param> params, Attached attached) {
        PlaceParams place = new PlaceParams(attached);
        if (language.isEmpty()) {
            return place.untyped(params);
        }
        return switch (language.get()) {
            case CWL -> {
                Set<String> patterns = new LinkedHashSet<>();
                texts.values().forEach(text -> patterns.addAll(CwlSecondaryFiles.patterns(text)));
                yield place.cwl(params, patterns);
            }
            case WDL -> {
                Set<String> sure = new TreeSet<>();
                Set<String> perhaps = new TreeSet<>();
                for (String text : texts.values()) {
                    WdlFileInputs.Names names = WdlFileInputs.in(text);
                    sure.addAll(names.sure());
                    perhaps.addAll(names.perhaps());
                }
                yield place.wdl(params, new WdlFileInputs.Names(sure, perhaps));
            }
            case NEXTFLOW, SNAKEMAKE -> place.untyped(params);
        };
    }

    private static String text(ObjectNode params) {
        return params.isEmpty() ? "" : params.toString();
    }
}
