import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Lets the terminal run a workflow on a server that only pretends, so that Java can write the AOT cache of later starts.
 * Started by the launcher from this source file.
 *
 * <p>Arguments: the cache to write, the application's folder, the {@code java} to use, and its flags.
 */
final class TrainCli {

    private static final int LIMIT_SECONDS = 60;

    private static final String ID = "01234567-89ab-7cde-8f01-23456789abcd";

    private static final String TASK =
            "{\"id\":\"1\",\"name\":\"t\",\"start_time\":\"2026-01-01T00:00:00Z\",\"end_time\":\"2026-01-01T00:00:01Z\",\"exit_code\":0}";

    private static final String RUN = "{\"run_id\":\"" + ID + "\",\"request\":{\"workflow_params\":{\"a\":1},"
            + "\"workflow_type\":\"CWL\",\"workflow_type_version\":\"v1.2\",\"tags\":{},\"workflow_engine_parameters\":{},"
            + "\"workflow_url\":\"main.cwl\"},\"state\":\"COMPLETE\",\"run_log\":{\"name\":\"r\",\"cmd\":[\"x\"],"
            + "\"system_logs\":[\"note\"]},\"task_logs\":[" + TASK + "],\"outputs\":{\"x\":{}},"
            + "\"engine\":{\"name\":\"cwltool\",\"version\":\"1\"}}";

    private static final String STREAM = ": westerly\n\nid: 1\ndata: {\"run_id\":\"" + ID
            + "\",\"state\":\"COMPLETE\",\"previous_state\":\"RUNNING\",\"at\":\"2026-01-01T00:00:00.000Z\",\"seq\":1}\n\n"
            + "event: end\nid: 1\ndata: {\"reason\":\"run_finished\",\"run_id\":\"" + ID
            + "\",\"state\":\"COMPLETE\"}\n\n";

    private static final String WORKFLOW = """
            cwlVersion: v1.2
            class: CommandLineTool
            baseCommand: "true"
            inputs: {a: int}
            outputs: []
            """;

    private TrainCli() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", TrainCli::answer);
        server.start();
        Path workflow = Files.createTempFile("westerly-train", ".cwl");
        boolean trained;
        try {
            Files.writeString(workflow, WORKFLOW);
            trained = train(List.of(arguments), workflow, server.getAddress().getPort());
        } finally {
            Files.delete(workflow);
            server.stop(0);
        }
        System.exit(trained ? 0 : 1);
    }

    private static boolean train(List<String> arguments, Path workflow, int port)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(arguments.get(2));
        command.addAll(arguments.subList(3, arguments.size()));
        command.add("-XX:AOTCacheOutput=" + arguments.get(0));
        command.addAll(List.of("-jar", arguments.get(1) + "/westerly-cli.jar", "run", workflow.toString()));
        command.addAll(List.of("--param", "a=1", "--tag", "name=training", "--server", "http://127.0.0.1:" + port));
        Process terminal = new ProcessBuilder(command).inheritIO().start();
        if (!terminal.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            terminal.destroyForcibly();
            return false;
        }
        return terminal.exitValue() == 0 && Files.exists(Path.of(arguments.get(0)));
    }

    private static void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            String path = exchange.getRequestURI().getPath();
            boolean stream = path.endsWith("/stream");
            byte[] body = body(exchange.getRequestMethod(), path).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", stream ? "text/event-stream" : "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static String body(String method, String path) {
        if (path.endsWith("/stream")) {
            return STREAM;
        }
        if (path.endsWith("/tasks")) {
            return "{\"task_logs\":[" + TASK + "],\"next_page_token\":\"\"}";
        }
        return method.equals("POST") ? "{\"run_id\":\"" + ID + "\"}" : RUN;
    }
}
