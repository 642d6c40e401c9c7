package org.westerly.server.engine.definition;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Where a definition and the files beside it come from. */
public sealed interface Source {

    /** What the operator calls the definition's file: part of every complaint about it. */
    String label();

    /** The definition itself. */
    InputStream definition() throws IOException;

    /** A file beside the definition. */
    InputStream open(String name) throws IOException;

    /** The file that {@code name} means in the definition: as it is when absolute, else beside it. */
    Path beside(String name);

    /** The engines that come with the server. A class path cannot be listed, so they are named. */
    static List<Source> builtIn() {
        return Stream.of("cwltool", "miniwdl", "nextflow", "snakemake", "toil", "cromwell", "sprocket", "streamflow")
                .map(name -> (Source) new BuiltIn(name))
                .toList();
    }

    record BuiltIn(String name) implements Source {

        @Override
        public String label() {
            return "engines/" + name + "/engine.yaml";
        }

        @Override
        public InputStream definition() throws IOException {
            return open("engine.yaml");
        }

        @Override
        public InputStream open(String file) throws IOException {
            InputStream stream = Source.class.getResourceAsStream("/engines/" + name + "/" + file);
            if (stream == null) {
                throw new FileNotFoundException("engines/" + name + "/" + file + " is not part of this server");
            }
            return stream;
        }

        /** Nothing lies beside a definition in a class path: only what is absolute is found. */
        @Override
        public Path beside(String file) {
            return Path.of("/").resolve(file);
        }
    }

    /** One of the site's own. */
    record InFile(Path file) implements Source {

        @Override
        public String label() {
            return file.toString();
        }

        @Override
        public InputStream definition() throws IOException {
            return Files.newInputStream(file);
        }

        @Override
        public InputStream open(String name) throws IOException {
            return Files.newInputStream(file.resolveSibling(name));
        }

        @Override
        public Path beside(String name) {
            return file.toAbsolutePath().resolveSibling(name).normalize();
        }
    }
}
