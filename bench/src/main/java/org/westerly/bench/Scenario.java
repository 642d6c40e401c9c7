package org.westerly.bench;

import java.io.IOException;

/** One thing that is measured: it adds its rows to the table. */
interface Scenario {

    void measure(Table table) throws IOException, InterruptedException;
}
