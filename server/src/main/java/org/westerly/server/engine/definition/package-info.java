/**
 * What an engine is, as data: {@code engine.yaml} read strictly into records. Nothing here starts anything; the keys
 * are explained in {@code docs/engines.md}.
 */
@NullMarked
package org.westerly.server.engine.definition;

import org.jspecify.annotations.NullMarked;
