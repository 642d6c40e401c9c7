package org.westerly.server.engine.parameters;

import org.jspecify.annotations.Nullable;

/**
 * Why a parameter is not taken.
 *
 * @param parameter its name as the client sent it, or the canonical one of a parameter that is missing
 * @param value as sent; null when it must not be repeated, or there is none
 * @param problem follows the value in a sentence
 * @param ofRule the parameter is allowed, and its value breaks a rule
 */
public record ParameterFault(String parameter, @Nullable String value, String problem, boolean ofRule) {}
