/**
 * The fault harness: real servers, real engines and clients under faults, in rounds that a seed decides.
 *
 * <p>{@code plan} is what shall happen, made of a seed alone; {@code world} makes it happen; {@code client} does what users do
 * and writes down what they were told; {@code check} compares that with what is stored and on disk, by code of its own: nothing
 * of the server is used here.
 */
@NullMarked
package org.westerly.chaos;

import org.jspecify.annotations.NullMarked;
