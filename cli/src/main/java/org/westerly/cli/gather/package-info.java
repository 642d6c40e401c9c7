/**
 * What goes with a submission: the workflow's language, the files that it and its parameters name, and what they are called
 * in the run's folder. Everything is found, and found to be readable, before anything is sent.
 */
@NullMarked
package org.westerly.cli.gather;

import org.jspecify.annotations.NullMarked;
