/**
 * What runs leave: which files there are and of what kind, a list of them that is made once when a run has ended, and their
 * checksums, computed in the background. Lists lie in the run's folder and can be lost: then the folder itself is read.
 */
@NullMarked
package org.westerly.server.results;

import org.jspecify.annotations.NullMarked;
