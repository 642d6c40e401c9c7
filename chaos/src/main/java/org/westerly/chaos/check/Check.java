package org.westerly.chaos.check;

import java.io.IOException;
import java.util.List;

/** One promise, and whether it was kept. */
interface Check {

    /** What must not be; empty when all is well. */
    List<Finding> look(Evidence evidence) throws IOException, InterruptedException;
}
