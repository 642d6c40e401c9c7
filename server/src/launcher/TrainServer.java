import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Starts the server once on a scratch folder and asks it what users ask, so that Java can write the AOT cache of later
 * starts. Started by the launcher from this source file, as a fresh machine may have no curl.
 *
 * <p>Arguments: the cache to write, the application's folder, the {@code java} to use, and its flags.
 */
final class TrainServer {

    private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:\\d+");
    private static final Duration REQUEST_LIMIT = Duration.ofSeconds(20);

    /** For everything: of it, writing the cache takes 5 s on a free machine, after the server itself has ended. */
    private static final int LIMIT_SECONDS = 180;

    private static final String BASE = "/ga4gh/wes/v1";
    private static final String BOUNDARY = "training";
    private static final Pattern RUN_ID = Pattern.compile("\"run_id\":\"([^\"]+)\"");
    private static final Pattern ENDED = Pattern.compile("\"state\":\"(COMPLETE|[A-Z]+_ERROR)\"");
    private static final int QUESTIONS = 100;

    /** Real engines may not be there, and take seconds. */
    private static final String ENGINE = """
            version: "1"
            engine:
              name: training
              version: "1"
              workflowTypes: [TRAINING]
              workflowTypeVersions:
                TRAINING: ["1"]
              commandTemplate: [/bin/true]
              outputs:
                listing: "{workdir}"
            """;

    private TrainServer() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path scratch = Files.createTempDirectory("westerly-train");
        boolean trained;
        try {
            Files.writeString(Files.createDirectory(scratch.resolve("engines")).resolve("training.yaml"), ENGINE);
            List<String> command = command(List.of(arguments), scratch);
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            // The user's own settings, a database among them, are no place to train on.
            builder.environment().keySet().removeIf(name -> name.startsWith("WESTERLY_"));
            Process server = builder.start();
            CompletableFuture.delayedExecutor(LIMIT_SECONDS, TimeUnit.SECONDS).execute(server::destroyForcibly);
            trained = train(server);
        } finally {
            delete(scratch);
        }
        System.exit(trained ? 0 : 1);
    }

    private static List<String> command(List<String> arguments, Path scratch) {
        List<String> command = new ArrayList<>();
        command.add(arguments.get(2));
        command.addAll(arguments.subList(3, arguments.size()));
        command.add("-XX:AOTCacheOutput=" + arguments.get(0));
        command.addAll(List.of("-jar", arguments.get(1) + "/quarkus-run.jar", "serve"));
        command.addAll(List.of("--port", "0", "--data", scratch.resolve("data").toString()));
        command.addAll(List.of("--set", "engines.dir=" + scratch.resolve("engines")));
        return command;
    }

    private static boolean train(Process server) throws IOException, InterruptedException {
        try (BufferedReader output = server.inputReader()) {
            Optional<String> address = output.lines()
                    .peek(System.out::println)
                    .map(ADDRESS::matcher)
                    .filter(Matcher::find)
                    .map(Matcher::group)
                    .findFirst();
            if (address.isPresent()) {
                // What the server says from here on must be read too, or it would stop at a full pipe.
                Thread reader = Thread.ofVirtual().start(() -> output.lines().forEach(System.out::println));
                ask(address.get());
                // By its handle: Process.destroy would close the pipe under it.
                server.toHandle().destroy();
                server.waitFor();
                reader.join(REQUEST_LIMIT);
                return true;
            }
            return false;
        } finally {
            server.destroyForcibly();
        }
    }

    private static void ask(String address) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (String path : List.of("/livez", "/readyz", "/service-info", BASE + "/service-info", "/openapi.json")) {
                send(client, request(address + path).build());
            }
            String runs = address + BASE + "/runs";
            // The one runs to its end; the other is accepted and then fails, as no server may fetch from itself.
            submit(client, runs, "multipart/form-data; boundary=" + BOUNDARY, multipart());
            submit(client, runs, "application/json", json());
            send(client, request(runs + "?page_size=10").build());
            send(client, request(runs + "/nobody").build());
        }
    }

    private static void submit(HttpClient client, String runs, String type, String body)
            throws IOException, InterruptedException {
        Matcher id = RUN_ID.matcher(send(
                client,
                request(runs).header("Content-Type", type).POST(BodyPublishers.ofString(body)).build()));
        if (id.find()) {
            String run = runs + "/" + id.group(1);
            for (int i = 0; i < QUESTIONS && !ENDED.matcher(send(client, request(run + "/status").build())).find(); i++) {
                Thread.sleep(50);
            }
            for (String part : List.of("", "/tasks", "/stdout", "/outputs/a.txt")) {
                send(client, request(run + part).build());
            }
        }
    }

    private static HttpRequest.Builder request(String url) {
        return HttpRequest.newBuilder(URI.create(url)).timeout(REQUEST_LIMIT);
    }

    private static String send(HttpClient client, HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
        System.out.println(request + " -> " + answer.statusCode());
        return answer.body();
    }

    private static String json() {
        return """
                {"workflow_type": "TRAINING", "workflow_type_version": "1", "workflow_url": "http://127.0.0.1:1/a.txt",
                 "workflow_params": {"a": 1}, "tags": {"a": "b"}}
                """;
    }

    private static String multipart() {
        return part("name=\"workflow_type\"", "TRAINING")
                + part("name=\"workflow_type_version\"", "1")
                + part("name=\"workflow_url\"", "a.txt")
                + part("name=\"workflow_params\"", "{\"a\": 1}")
                + part("name=\"tags\"", "{\"a\": \"b\"}")
                + part("name=\"workflow_attachment\"; filename=\"a.txt\"", "a")
                + "--" + BOUNDARY + "--\r\n";
    }

    private static String part(String disposition, String content) {
        return "--" + BOUNDARY + "\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n" + content + "\r\n";
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(TrainServer::deleteOne);
        }
    }

    private static void deleteOne(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
