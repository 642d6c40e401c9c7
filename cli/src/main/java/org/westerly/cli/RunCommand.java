package org.westerly.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.westerly.cli.gather.Gather;
import org.westerly.cli.show.Narrator;
import org.westerly.cli.show.Screen;
import org.westerly.cli.show.TellInJson;
import org.westerly.cli.show.TellInWords;
import org.westerly.cli.show.WatchRun;
import org.westerly.client.Attachment;
import org.westerly.client.Submission;
import org.westerly.client.WesterlyClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Submits a workflow and watches it to its end. */
@Command(
        name = "run",
        description = "Submit a workflow, with the local files it needs, and watch it to its end.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "Exit code:%n",
        exitCodeList = {
            "0:the run is COMPLETE",
            "1:the workflow failed",
            "2:wrong use, refused, no server, or the platform failed",
            "130:canceled, or left with Ctrl-C"
        })
final class RunCommand implements Callable<Integer> {

    @Mixin
    private ServerOptions options = new ServerOptions();

    @Parameters(
            paramLabel = "FILE",
            description = "The workflow: its document, its folder, or a URL that the server fetches.")
    private String workflow = "";

    @Option(
            names = {"-p", "--param"},
            paramLabel = "NAME=VALUE",
            description = "A parameter: JSON or a text; @PATH for a file or folder. May be repeated.")
    private Map<String, String> params = new LinkedHashMap<>();

    @Option(names = "--params", paramLabel = "FILE", description = "Parameters in JSON or YAML.")
    private @Nullable Path paramsFile;

    @Option(names = "--tag", paramLabel = "NAME=VALUE", description = "A tag. May be repeated.")
    private Map<String, String> tags = new LinkedHashMap<>();

    @Option(names = "--attach", paramLabel = "PATH", description = "One more file or folder. May be repeated.")
    private List<Path> attach = List.of();

    @Option(names = "--engine", paramLabel = "NAME[@VERSION]", description = "The engine; else the server's choice.")
    private @Nullable String engine;

    @Option(
            names = "--engine-param",
            paramLabel = "NAME=VALUE",
            description = "A parameter of the engine. May be repeated.")
    private Map<String, String> engineParams = new LinkedHashMap<>();

    @Option(names = "--type", paramLabel = "TYPE", description = "The language; else as the document looks.")
    private @Nullable String type;

    @Option(names = "--type-version", paramLabel = "VERSION", description = "Of the language; else as it says.")
    private @Nullable String typeVersion;

    @Option(names = "--allow-missing", description = "Submit also when the document names files that are not there.")
    private boolean allowMissing;

    @Option(names = "--detach", description = "Say the run's id and go.")
    private boolean detach;

    @Override
    public Integer call() {
        Gather.Gathered gathered =
                Gather.of(new Gather.Wish(workflow, type, paramsFile, params, attach, allowMissing), Path.of(""));
        try (WesterlyClient client = options.client()) {
            Submission submission = submission(gathered, client);
            String id = client.submit(submission);
            return detach ? leave(id) : watch(client, id, gathered.attachments());
        }
    }

    private Submission submission(Gather.Gathered gathered, WesterlyClient client) {
        String version = typeVersion != null
                ? typeVersion
                : gathered.version().orElseGet(() -> ChooseVersion.of(gathered.type(), client.serviceInfo()));
        Submission submission = Submission.of(new Submission.Workflow(gathered.url(), gathered.type(), version))
                .withParams(gathered.params())
                .withEngine(engineChoice())
                .withAttachments(gathered.attachments());
        for (Map.Entry<String, String> tag : tags.entrySet()) {
            submission = submission.withTag(tag.getKey(), tag.getValue());
        }
        return submission;
    }

    private Submission.EngineChoice engineChoice() {
        if (engine == null) {
            return new Submission.EngineChoice(null, null, engineParams);
        }
        String[] words = engine.split("@", 2);
        return new Submission.EngineChoice(words[0], words.length > 1 ? words[1] : null, engineParams);
    }

    private int leave(String id) {
        if (options.json()) {
            options.jsonOut().write(new ObjectMapper().createObjectNode().put("run_id", id));
        } else {
            options.out().println(id);
        }
        return 0;
    }

    private int watch(WesterlyClient client, String id, List<Attachment> attachments) {
        Screen screen = options.screen();
        Narrator narrator = options.json() ? new TellInJson(options.jsonOut()) : new TellInWords(screen);
        narrator.submitted(id, attachments.size(), bytes(attachments));
        WatchRun watched = new WatchRun(client, id, narrator);
        AskAtInterrupt ask = new AskAtInterrupt(
                screen, options.json() ? null : options.answers(), () -> client.cancel(id), watched::detach);
        OnInterrupt.call(ask::interrupted);
        return watched.untilEnd();
    }

    private static long bytes(List<Attachment> attachments) {
        long bytes = 0;
        for (Attachment attachment : attachments) {
            try {
                bytes += Files.size(attachment.file());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return bytes;
    }
}
