package org.westerly.server.files;

/**
 * How long the name of an attachment may be, in bytes of UTF-8.
 *
 * @param segment between two slashes; file systems take 255
 * @param whole all of it; Linux takes paths of 4,096, the data folder included
 */
public record NameLimits(int segment, int whole) {

    public static final NameLimits DEFAULT = new NameLimits(255, 1_024);
}
