/** What tests of several rooms need from the machine. */
@NullMarked
package org.westerly.server.testkit;

import org.jspecify.annotations.NullMarked;
