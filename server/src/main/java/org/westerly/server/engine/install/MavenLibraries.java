package org.westerly.server.engine.install;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** An engine written for the Java platform: the run-time dependencies of a POM, in {@code lib/}. */
record MavenLibraries(Tool tool) {

    private static final String GOAL = "org.apache.maven.plugins:maven-dependency-plugin:3.9.0:copy-dependencies";

    void fetch(String pom, Path unfinished) throws IOException, InterruptedException, InstallFailedException {
        Path maven = tool.find("mvn")
                .orElseThrow(() ->
                        new InstallFailedException("mvn is not in PATH; on Debian or Ubuntu: apt-get install maven"));
        Files.writeString(unfinished.resolve("pom.xml"), pom);
        tool.run(
                List.of(
                        maven.toString(),
                        "-B",
                        "-ntp",
                        "-q",
                        "-f",
                        unfinished.resolve("pom.xml").toString(),
                        GOAL,
                        "-DincludeScope=runtime",
                        "-DoutputDirectory=" + unfinished.resolve("lib")),
                Map.of("JAVA_HOME", System.getProperty("java.home")),
                "mvn could not fetch the libraries; it needs a repository that can be reached:");
    }
}
