/**
 * What an operator can set: one immutable record per component, all collected in {@link
 * org.westerly.server.config.Settings}.
 *
 * <p>A setting is one record component with a {@link org.westerly.server.config.Setting} annotation; its key, its
 * environment variable, its line in {@code docs/configuration.md} and its checks follow from that. Values come from
 * {@code --set}, the environment, the file and the defaults, the first one that has the key. What nobody knows refuses
 * the start, and every problem is told at once.
 */
@NullMarked
package org.westerly.server.config;

import org.jspecify.annotations.NullMarked;
