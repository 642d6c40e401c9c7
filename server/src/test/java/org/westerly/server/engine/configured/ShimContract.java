package org.westerly.server.engine.configured;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What every engine in Python must do, by the shim that stands around it. */
abstract class ShimContract extends EngineContract {

    /** Reads an engine's source with other names in it. */
    private static final String ANOTHER_RELEASE = """
            import importlib.machinery, re, runpy, sys

            names, packages = re.compile(rf"\\b({sys.argv[1]})\\b"), sys.argv[2].split(",")

            class Loader(importlib.machinery.SourceFileLoader):
                def get_code(self, module):
                    source = names.sub(r"\\1_of_another_release", self.get_source(module))
                    return compile(source, self.path, "exec", dont_inherit=True)

            class Finder(importlib.machinery.PathFinder):
                @classmethod
                def find_spec(cls, module, path=None, target=None):
                    if module.partition(".")[0] not in packages:
                        return None
                    spec = super().find_spec(module, path, target)
                    if spec and isinstance(spec.loader, importlib.machinery.SourceFileLoader):
                        spec.loader = Loader(module, spec.loader.path)
                    return spec

            sys.meta_path.insert(0, Finder)
            del sys.argv[:3]
            runpy.run_path(sys.argv[0], run_name="__main__")
            """;

    @Test
    void neverConnectsToAPrivateTarget() throws Exception {
        try (ServerSocketChannel door = ServerSocketChannel.open()) {
            door.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            door.configureBlocking(false);
            int port = ((InetSocketAddress) door.getLocalAddress()).getPort();

            Ended ended = run(fetching("http://127.0.0.1:" + port + "/secret.txt"));

            assertThat(door.accept()).isNull();
            assertThat(ended.failed().reason()).contains("private network");
            assertThat(ended.progress().fetched()).isEmpty();
        }
    }

    /**
     * Names of functions and classes that the shim leans on, as a regular expression each. Without those of one of them
     * a run ends as it would with them, and its tasks are known all the same.
     */
    abstract List<String> hooks();

    /** The engine's packages. */
    abstract String packages();

    @TestFactory
    Stream<DynamicTest> goesOnWhereAnotherReleaseHasOtherNames() {
        return hooks().stream()
                .map(hook -> DynamicTest.dynamicTest(hook, () -> {
                    Ended ended = runInAnotherRelease(hook);

                    assertThat(ended.failed().reason()).contains("task 'bad");
                    assertThat(read(ended.folder().stderr())).containsOnlyOnce("is not the one known");
                    assertThat(ended.tasks()).singleElement().satisfies(task -> {
                        assertThat(task.start()).isNotNull();
                        assertThat(task.end()).isNotNull();
                        assertThat(task.exitCode()).isIn(7, null);
                    });
                }));
    }

    /** The failing workflow, in an engine that has other names where the regular expression matches. */
    Ended runInAnotherRelease(String names) throws Exception {
        Path script = Files.writeString(temporary.resolve("another_release.py"), ANOTHER_RELEASE);
        return run(prepare(failing()).with(argv -> {
            argv.addAll(argv.indexOf("-I") + 1, List.of(script.toString(), names, packages()));
            return argv;
        }));
    }
}
