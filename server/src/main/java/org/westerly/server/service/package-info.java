/**
 * What clients may do, one class for each act: who may, what is valid, what is answered. Knows the wire's records, and
 * nothing of HTTP.
 */
@NullMarked
package org.westerly.server.service;

import org.jspecify.annotations.NullMarked;
