/**
 * The built server judged from outside, in a process of its own, over HTTP: the contract, real engines, restarts. Nothing
 * here can reach into the server.
 */
@NullMarked
package org.westerly.acceptance;

import org.jspecify.annotations.NullMarked;
