/** Who is calling. One anonymous caller until log-in is there; whoever it is, every query names an owner. */
@NullMarked
package org.westerly.server.auth;

import org.jspecify.annotations.NullMarked;
