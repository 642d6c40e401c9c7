package org.westerly.server.service;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.westerly.server.error.ErrorCode;
import org.westerly.server.error.WesException;
import org.westerly.server.error.WesException.FieldFault;
import org.westerly.server.store.RunQuery;
import org.westerly.server.store.RunQuery.Beginning;

/**
 * Makes and reads page tokens. A token holds a place in a list; which list, with which filters and for whom, is not in it
 * but under its signature, so that it is good for nothing else.
 */
final class PageTokens {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int PLACE_BYTES = 4 * Long.BYTES;
    private static final int SIGNATURE_BYTES = 16;

    private final byte[] key;

    PageTokens(byte[] key) {
        this.key = key.clone();
    }

    /**
     * Where a list goes on.
     *
     * @param bound of the first page's moment
     * @param last the key of the last item given
     * @param moment of the first page, in milliseconds since 1970; 0 where it does not matter
     * @param time of the last item given, in milliseconds since 1970; {@link #NONE} without one
     */
    record Place(long bound, long last, long moment, long time) {

        private static final long NONE = Long.MAX_VALUE;

        /** In a list where only one number matters. */
        Place(long bound, long last) {
            this(bound, last, 0, NONE);
        }

        /** Before the first run of a list. */
        static Place first(long newest, Instant now) {
            return new Place(newest, NONE, now.toEpochMilli(), NONE);
        }

        static Place of(Beginning begun, RunQuery.Place after) {
            Instant time = after.time();
            return new Place(
                    begun.newest(),
                    after.sequence(),
                    begun.at().toEpochMilli(),
                    time == null ? NONE : time.toEpochMilli());
        }

        Beginning begun() {
            return new Beginning(bound, Instant.ofEpochMilli(moment));
        }

        RunQuery.@Nullable Place after() {
            return last == NONE ? null : new RunQuery.Place(last, time == NONE ? null : Instant.ofEpochMilli(time));
        }
    }

    String write(Place place, List<String> list) {
        byte[] bytes = ByteBuffer.allocate(PLACE_BYTES)
                .putLong(place.bound())
                .putLong(place.last())
                .putLong(place.moment())
                .putLong(place.time())
                .array();
        byte[] token = ByteBuffer.allocate(PLACE_BYTES + SIGNATURE_BYTES)
                .put(bytes)
                .put(signature(bytes, list), 0, SIGNATURE_BYTES)
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    }

    /** @throws WesException INVALID_PAGE when it is not a token of exactly this list */
    Place read(String token, List<String> list) {
        byte[] bytes = decoded(token);
        if (bytes.length != PLACE_BYTES + SIGNATURE_BYTES) {
            throw refused();
        }
        byte[] place = java.util.Arrays.copyOf(bytes, PLACE_BYTES);
        byte[] signature = java.util.Arrays.copyOfRange(bytes, PLACE_BYTES, bytes.length);
        if (!MessageDigest.isEqual(signature, java.util.Arrays.copyOf(signature(place, list), SIGNATURE_BYTES))) {
            throw refused();
        }
        ByteBuffer buffer = ByteBuffer.wrap(place);
        return new Place(buffer.getLong(), buffer.getLong(), buffer.getLong(), buffer.getLong());
    }

    private byte[] signature(byte[] place, List<String> list) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            mac.update(place);
            for (String part : list) {
                byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
                mac.update(
                        ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
                mac.update(bytes);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, impossible);
        }
    }

    private static byte[] decoded(String token) {
        try {
            return Base64.getUrlDecoder().decode(token);
        } catch (IllegalArgumentException notBase64) {
            throw refused();
        }
    }

    private static WesException refused() {
        return new WesException(
                ErrorCode.INVALID_PAGE,
                List.of(new FieldFault(
                        "page_token", "is not a token of this list: damaged, or given with other filters")));
    }
}
