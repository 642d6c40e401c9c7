/** Users of the servers: they do what the plan says, and write down what they were told. */
@NullMarked
package org.westerly.chaos.client;

import org.jspecify.annotations.NullMarked;
