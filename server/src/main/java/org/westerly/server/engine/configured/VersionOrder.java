package org.westerly.server.engine.configured;

import java.io.Serializable;
import java.math.BigInteger;
import java.util.Comparator;

/** Versions by their numbers: 3.10 is newer than 3.9. */
final class VersionOrder implements Comparator<String>, Serializable {

    private static final long serialVersionUID = 1;

    @Override
    public int compare(String left, String right) {
        String[] ours = left.split("[._+-]", -1);
        String[] theirs = right.split("[._+-]", -1);
        for (int i = 0; i < Math.min(ours.length, theirs.length); i++) {
            int order = number(ours[i]) && number(theirs[i])
                    ? new BigInteger(ours[i]).compareTo(new BigInteger(theirs[i]))
                    : ours[i].compareTo(theirs[i]);
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(ours.length, theirs.length);
    }

    private static boolean number(String part) {
        return !part.isEmpty() && part.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
