/**
 * Brings what a run was submitted with into its folder: one class for each way a workflow or an input can be named, one
 * that gives what was fetched its place.
 */
@NullMarked
package org.westerly.server.files.stage;

import org.jspecify.annotations.NullMarked;
