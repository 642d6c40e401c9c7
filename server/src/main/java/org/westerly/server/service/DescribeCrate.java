package org.westerly.server.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.westerly.server.auth.Caller;
import org.westerly.server.engine.Engines;
import org.westerly.server.error.ErrorCode;
import org.westerly.server.error.WesException;
import org.westerly.server.files.RunFolder;
import org.westerly.server.files.RunFolders;
import org.westerly.server.results.ReadFiles;
import org.westerly.server.run.Run;
import org.westerly.server.run.RunRequest;
import org.westerly.server.run.RunState;
import org.westerly.server.store.RunStore;

/**
 * Tells of a finished run as a Workflow Run RO-Crate: of its workflow, parameters and results, and of its tasks where the
 * engine told of some. See {@code https://www.researchobject.org/workflow-run-crate/}.
 */
public final class DescribeCrate {

    private static final String BASE = "https://w3id.org/ro/crate/1.1";
    private static final String WORKFLOW = "https://w3id.org/workflowhub/workflow-ro-crate/1.0";
    private static final Map<String, String> RUN_PROFILES = Map.of(
            "https://w3id.org/ro/wfrun/process/0.5",
            "Process Run Crate",
            "https://w3id.org/ro/wfrun/workflow/0.5",
            "Workflow Run Crate",
            "https://w3id.org/ro/wfrun/provenance/0.5",
            "Provenance Run Crate",
            WORKFLOW,
            "Workflow RO-Crate");
    private static final Map<String, String> LANGUAGES = Map.of(
            "CWL", "https://w3id.org/workflowhub/workflow-ro-crate#cwl",
            "NFL", "https://w3id.org/workflowhub/workflow-ro-crate#nextflow",
            "NEXTFLOW", "https://w3id.org/workflowhub/workflow-ro-crate#nextflow",
            "SMK", "https://w3id.org/workflowhub/workflow-ro-crate#snakemake",
            "SNAKEMAKE", "https://w3id.org/workflowhub/workflow-ro-crate#snakemake");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final RunStore store;
    private final FindRun runs;
    private final RunTasks tasks;
    private final ReadFiles files;
    private final RunFolders folders;
    private final CollectArchive archives;

    public DescribeCrate(RunStore store, Engines engines, RunFolders folders, ReadFiles files) {
        this.store = store;
        this.runs = new FindRun(store);
        this.tasks = new RunTasks(store, engines, folders);
        this.files = files;
        this.folders = folders;
        this.archives = new CollectArchive(store, engines, folders);
    }

    /** A document that is written while it is made. */
    @FunctionalInterface
    public interface Document {
        void write(OutputStream target) throws IOException;
    }

    /**
     * The metadata alone. What it names relative to itself is at the addresses of the run, as far as it is served.
     *
     * @throws WesException RUN_NOT_FOUND, or RUN_NOT_FINISHED
     */
    public Document document(Caller caller, String id, boolean includeDeleted, Links links) {
        Run run = finished(caller, id, includeDeleted);
        return target -> write(run, links, target);
    }

    /**
     * The metadata, and every file that it names.
     *
     * @throws WesException RUN_NOT_FOUND, or RUN_NOT_FINISHED
     */
    public Archive archive(Caller caller, String id, boolean includeDeleted, Links links) {
        Run run = finished(caller, id, includeDeleted);
        Archive left = archives.ofRun(caller, id, includeDeleted, List.of());
        CrateFiles given = files(run);
        return new Archive(run.id() + "-crate", visitor -> {
            visitor.document(Crate.DOCUMENT, target -> write(run, links, target));
            for (String name : given.given()) {
                visitor.file(
                        name,
                        new RunFile(
                                given.real(name).orElseThrow(() -> new IOException("an input is not there any more")),
                                name,
                                RunFile.Kind.OUTPUT,
                                org.westerly.server.logs.Mask.NONE));
            }
            left.content().each(visitor);
        });
    }

    private Run finished(Caller caller, String id, boolean includeDeleted) {
        Run run = runs.find(caller, id, includeDeleted);
        if (!run.state().terminal()) {
            throw new WesException(
                    ErrorCode.RUN_NOT_FINISHED,
                    "run " + run.id() + " is " + run.state() + ": it is told of when it has ended");
        }
        return run;
    }

    private CrateFiles files(Run run) {
        RunFolder folder = folders.of(run.id());
        RunRequest request = store.request(run.id())
                .orElseThrow(() -> new IllegalStateException("run " + run.id() + " has no request"));
        return new CrateFiles(run, request, folder, files);
    }

    private void write(Run run, Links links, OutputStream target) throws IOException {
        CrateFiles known = files(run);
        CrateTasks done = new CrateTasks(tasks.of(run));
        List<String> profiles = RUN_PROFILES.keySet().stream()
                .filter(profile -> !profile.contains("/provenance/") || !done.isEmpty())
                .sorted()
                .toList();
        // Not in a try: a document that broke off must not be ended as if it were whole.
        Crate crate = new Crate(target);
        crate.addDescriptor(List.of(BASE, WORKFLOW));
        for (String profile : profiles) {
            crate.add(Crate.entity(profile, "CreativeWork")
                    .put("name", RUN_PROFILES.get(profile))
                    .put("version", profile.substring(profile.lastIndexOf('/') + 1)));
        }
        List<String> parts = new ArrayList<>();
        String workflow = writeGiven(crate, known, done, parts);
        CrateFiles.Written written = known.write(crate, links);
        parts.addAll(written.results());
        parts.addAll(written.logs());
        List<String> actions = new ArrayList<>(List.of("#run"));
        crate.add(action(run, workflow, writeObjects(crate, known, workflow), written));
        ObjectNode engine = Crate.entity("#engine", "SoftwareApplication")
                .put("name", run.engine().name())
                .put("softwareVersion", run.engine().version());
        crate.add(engine);
        if (!done.isEmpty()) {
            CrateTasks.Actions all = done.write(crate);
            ObjectNode organized = Crate.entity("#engine-run", "OrganizeAction")
                    .put(
                            "name",
                            "Run of " + run.engine().name() + " " + run.engine().version());
            CrateTasks.times(organized, run.startTime(), run.endTime());
            Crate.refer(organized, "instrument", "#engine");
            Crate.refer(organized, "object", all.controls());
            Crate.refer(organized, "result", "#run");
            crate.add(organized);
            actions.addAll(all.done());
            actions.add("#engine-run");
        }
        crate.add(root(run, profiles, workflow, parts, actions));
        crate.close();
    }

    private static ObjectNode root(
            Run run, List<String> profiles, String workflow, List<String> parts, List<String> actions) {
        ObjectNode root = Crate.entity(Crate.ROOT, "Dataset")
                .put("name", run.tags().getOrDefault("name", "Workflow run " + run.id()))
                .put("description", "A workflow run and its results, as recorded by Westerly")
                .put("identifier", run.id().value())
                .put(
                        "datePublished",
                        WireTime.precise(Optional.ofNullable(run.endTime()).orElse(run.submittedAt())))
                .put("license", "None was named for this run: ask its owner");
        Crate.refer(root, "conformsTo", profiles);
        Crate.refer(root, "hasPart", parts);
        Crate.refer(root, "mainEntity", workflow);
        Crate.refer(root, "mentions", actions);
        return root;
    }

    /** The workflow's own document and all that came with it; answers the workflow's id. */
    private static String writeGiven(Crate crate, CrateFiles known, CrateTasks done, List<String> parts)
            throws IOException {
        RunRequest request = known.request();
        Optional<String> document = known.workflow();
        String language =
                LANGUAGES.getOrDefault(request.workflowType().toUpperCase(java.util.Locale.ROOT), "#language");
        crate.add(Crate.entity(language, "ComputerLanguage")
                .put("name", request.workflowType())
                .put("version", request.workflowTypeVersion()));
        ObjectNode workflow = document.isPresent()
                ? known.given(document.get())
                : Crate.entity(request.workflowUrl(), "File").put("name", request.workflowUrl());
        List<String> types = new ArrayList<>(List.of("File", "SoftwareSourceCode", "ComputationalWorkflow"));
        if (!done.isEmpty()) {
            types.add("HowTo");
        }
        workflow.set("@type", JSON.valueToTree(types));
        Crate.refer(workflow, "programmingLanguage", language);
        Crate.refer(workflow, "hasPart", done.tools());
        Crate.refer(workflow, "step", done.steps());
        crate.add(workflow);
        String id = workflow.path("@id").asText();
        parts.add(id);
        for (String name : known.given()) {
            if (!name.equals(document.orElse(""))) {
                crate.add(known.given(name));
                parts.add(CrateFiles.id(name));
            }
        }
        return id;
    }

    /** What went into the run: the files that came with it, and each parameter. */
    private static List<String> writeObjects(Crate crate, CrateFiles known, String workflow) throws IOException {
        List<String> objects = new ArrayList<>(known.given().stream()
                .map(CrateFiles::id)
                .filter(id -> !id.equals(workflow))
                .toList());
        String params = known.request().workflowParams();
        JsonNode tree = params == null ? JSON.createObjectNode() : JSON.readTree(params);
        for (Map.Entry<String, JsonNode> parameter : tree.properties()) {
            String id = "#param-" + (objects.size() + 1);
            JsonNode value = parameter.getValue();
            crate.add(Crate.entity(id, "PropertyValue")
                    .put("name", parameter.getKey())
                    .put("value", value.isTextual() ? value.asText() : value.toString()));
            objects.add(id);
        }
        return objects;
    }

    private static ObjectNode action(Run run, String workflow, List<String> objects, CrateFiles.Written written) {
        ObjectNode action = Crate.entity("#run", "CreateAction").put("name", "Run " + run.id());
        CrateTasks.times(action, run.startTime(), run.endTime());
        CrateTasks.end(
                action, run.state(), run.exitCode(), run.state() == RunState.COMPLETE ? List.of() : run.systemLogs());
        Crate.refer(action, "instrument", workflow);
        Crate.refer(action, "object", objects);
        Crate.refer(action, "result", written.results());
        Crate.refer(action, "subjectOf", written.logs());
        return action;
    }
}
