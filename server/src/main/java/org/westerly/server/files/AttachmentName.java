package org.westerly.server.files;

import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The relative name of an attached file, safe to be written below a fresh folder.
 *
 * @param value segments parted by {@code /}, without a leading {@code ./}
 */
public record AttachmentName(String value) {

    /** Names come encoded twice by clients behind proxies; deeper than this nobody encodes by accident. */
    private static final int MAX_DECODINGS = 5;

    private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:.*", Pattern.DOTALL);
    private static final Pattern ESCAPE = Pattern.compile("%([0-9A-Fa-f]{2})");

    public AttachmentName {
        check(value);
    }

    /**
     * Reads what a client sent.
     *
     * @throws IllegalArgumentException saying what is wrong with the name, in words for the client
     */
    public static AttachmentName of(String sent, NameLimits limits) {
        String name = sent;
        while (name.startsWith("./")) {
            name = name.substring(2);
        }
        checkLengths(name, limits);
        return new AttachmentName(name);
    }

    /** The names of the folders on the way to the file, outermost first. */
    List<String> folders() {
        return java.util.stream.IntStream.range(0, value.length())
                .filter(at -> value.charAt(at) == '/')
                .mapToObj(at -> value.substring(0, at))
                .toList();
    }

    private static void check(String name) {
        if (name.isEmpty()) {
            throw refused("is empty");
        }
        // A decoder somewhere behind us must not find what we refused to write: every reading of the name is judged.
        String reading = name;
        for (int times = 0; ; times++) {
            checkReading(reading);
            String decoded = decoded(reading);
            if (decoded.equals(reading)) {
                break;
            }
            if (times == MAX_DECODINGS) {
                throw refused("is percent-encoded too often");
            }
            reading = decoded;
        }
        for (String segment : name.split("/", -1)) {
            checkSegment(segment);
        }
        try {
            if (!Path.of(name).toString().equals(name)) {
                throw refused("is not a plain relative name");
            }
        } catch (InvalidPathException cannot) {
            throw refused("cannot be a file name here");
        }
    }

    private static void checkLengths(String name, NameLimits limits) {
        if (bytes(name) > limits.whole()) {
            throw refused("is longer than " + limits.whole() + " bytes");
        }
        for (String segment : name.split("/", -1)) {
            if (bytes(segment) > limits.segment()) {
                throw refused("has a segment longer than " + limits.segment() + " bytes");
            }
        }
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static void checkReading(String name) {
        if (name.chars().anyMatch(Character::isISOControl)) {
            throw refused("holds a control character");
        }
        if (name.startsWith("/") || name.startsWith("\\")) {
            throw refused("is absolute; only relative names are taken");
        }
        if (DRIVE.matcher(name).matches()) {
            throw refused("starts with a drive letter");
        }
        for (String segment : name.split("[/\\\\]", -1)) {
            if (segment.strip().equals("..")) {
                throw refused("leaves its folder by '..'");
            }
        }
    }

    private static void checkSegment(String segment) {
        if (segment.isEmpty()) {
            throw refused("has an empty segment");
        }
        if (segment.equals(".")) {
            throw refused("has a segment '.'");
        }
    }

    /** Byte values are enough here: everything that is refused is ASCII. */
    private static String decoded(String name) {
        return ESCAPE.matcher(name)
                .replaceAll(escape -> java.util.regex.Matcher.quoteReplacement(
                        String.valueOf((char) Integer.parseInt(escape.group(1), 16))));
    }

    private static IllegalArgumentException refused(String why) {
        return new IllegalArgumentException(String.format(Locale.ROOT, "the name %s", why));
    }

    @Override
    public String toString() {
        return value;
    }
}
