/**
 * Reads what a run has brought: one reader for each shape, a document or the files of a folder. Places of files become
 * places below one folder of the run, never paths of this machine, and never anything outside the run.
 */
@NullMarked
package org.westerly.server.engine.outputs;

import org.jspecify.annotations.NullMarked;
