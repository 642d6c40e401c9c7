package org.westerly.server.files.fetch;

import java.io.IOException;
import java.io.OutputStream;

/** Where a body goes; opened anew for each try, and what was written before is gone then. */
@FunctionalInterface
interface Sink {
    OutputStream open() throws IOException;
}
