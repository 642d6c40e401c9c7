/**
 * Where runs are kept, in domain words. {@code memory} is the reference, {@code jdbc} the one that lasts; both pass the
 * same contract suite.
 */
@NullMarked
package org.westerly.server.store;

import org.jspecify.annotations.NullMarked;
