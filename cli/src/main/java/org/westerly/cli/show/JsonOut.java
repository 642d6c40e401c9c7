package org.westerly.cli.show;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintStream;

/** Records for programs: one JSON document a line. */
public final class JsonOut {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final PrintStream out;

    public JsonOut(PrintStream out) {
        this.out = out;
    }

    /** Writes one line. */
    public synchronized void write(Object record) {
        try {
            out.println(JSON.writeValueAsString(record));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record that cannot be written: " + record.getClass(), e);
        }
        out.flush();
    }
}
