/**
 * Makes Nextflow write task events (docs/task-events.md): an observer, found by Nextflow on its class path through
 * {@code META-INF/extensions.idx}, no plugin to be downloaded. Built against the Nextflow version that the server
 * installs, and run inside Nextflow's own process.
 */
@NullMarked
package org.westerly.nextflow;

import org.jspecify.annotations.NullMarked;
