/** What tests of several modules need from the machine. */
@NullMarked
package org.westerly.testkit;

import org.jspecify.annotations.NullMarked;
