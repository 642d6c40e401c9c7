package org.westerly.acceptance.testkit;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Tests of one class on one server, with an empty data folder and the {@link ShellEngine} beside the usual engines. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class OnShellServer {

    protected Path temp = Path.of("");
    protected WesterlyServer server;
    protected Wes wes;

    @BeforeAll
    final void startServer(@TempDir Path folder) throws IOException {
        temp = folder;
        restart();
    }

    /** The server is another one afterwards, on the same folder; the one before must have been ended. */
    protected final void restart() throws IOException {
        server = WesterlyServer.start(temp.resolve("data"), ShellEngine.option(temp));
        wes = server.wes();
    }

    @AfterAll
    final void stopServer() {
        server.close();
    }

    /** The id of a run of this script that has ended. */
    protected final String finished(String script) {
        String id = wes.accepted(ShellEngine.script(script));
        wes.untilEnd(id);
        return id;
    }
}
