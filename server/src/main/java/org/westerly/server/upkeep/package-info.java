/**
 * What an operator does beside the server: looks whether what is stored and what lies on the disk agree, and makes backups. Reads
 * the store as it is and asks the server nothing.
 */
@NullMarked
package org.westerly.server.upkeep;

import org.jspecify.annotations.NullMarked;
