package org.westerly.server.job;

import java.nio.file.Path;

/**
 * Names a job that was started, well enough to find it again after a restart.
 *
 * @param executor the name of the executor that started it
 * @param slot the folder of its launch
 * @param identity the executor's own words, opaque to everybody else
 */
public record JobRef(String executor, Path slot, String identity) {}
