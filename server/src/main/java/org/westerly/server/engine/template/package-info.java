/** Texts with {@code {placeholders}}, as definitions write them, and the words that command lines are made of. */
@NullMarked
package org.westerly.server.engine.template;

import org.jspecify.annotations.NullMarked;
