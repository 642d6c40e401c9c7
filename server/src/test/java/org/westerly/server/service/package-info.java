@NullMarked
package org.westerly.server.service;

import org.jspecify.annotations.NullMarked;
