package org.westerly.server.store;

import org.westerly.server.run.JournalEntry;
import org.westerly.server.run.Owner;

/**
 * A line of the journal in its place.
 *
 * @param position grows with every line of any run, with gaps
 * @param owner of the run
 */
public record JournalLine(long position, Owner owner, JournalEntry entry) {}
