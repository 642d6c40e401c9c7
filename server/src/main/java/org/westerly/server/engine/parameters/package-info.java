/**
 * Engine parameters under rules: what a client sends in {@code workflow_engine_parameters}, judged by the policy of the
 * engine's definition, and made into words of its command line. Pure, but for rules that ask whether a file is there.
 */
@NullMarked
package org.westerly.server.engine.parameters;

import org.jspecify.annotations.NullMarked;
