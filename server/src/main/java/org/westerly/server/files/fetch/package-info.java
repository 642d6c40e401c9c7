/**
 * Fetches over HTTP from addresses that strangers name: bounded in size, time and redirects, connected to no address that
 * was not looked at first, and to be interrupted at any moment.
 */
@NullMarked
package org.westerly.server.files.fetch;

import org.jspecify.annotations.NullMarked;
