package org.westerly.acceptance.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** The RO-Crate community's own validator, as {@code ./westerly test} installs it. */
public final class CrateValidator {

    private static final Path RESOURCES = WesterlyServer.root().resolve("acceptance/src/test/resources/crate");

    private CrateValidator() {}

    /** Ends the test when it is missing: in CI as a failure, else with the reason. */
    public static void need() {
        if (Files.isExecutable(python())) {
            return;
        }
        String why = "roc-validator is not installed: ./westerly test installs it";
        if ("true".equals(System.getenv("CI"))) {
            throw new IllegalStateException(why);
        }
        Assumptions.abort(why);
    }

    private static Path python() {
        return InstalledEngines.home().resolve("roc-validator/bin/python");
    }

    /** Fails unless the unpacked crate meets every requirement of the profile, and of those that it builds on. */
    public static void check(Path crate, String profile) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(List.of(
                        python().toString(),
                        "-I",
                        RESOURCES.resolve("validate_crate.py").toString(),
                        crate.toString(),
                        profile))
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as("%s as %s: %s", crate, profile, said).isZero();
    }
}
