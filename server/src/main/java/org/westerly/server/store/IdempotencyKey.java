package org.westerly.server.store;

import java.time.Instant;

/**
 * A client's promise that two requests are one.
 *
 * @param digest of the request's body, as hexadecimal text
 * @param notBefore keys first used earlier than this no longer count
 */
public record IdempotencyKey(String key, String digest, Instant notBefore) {}
