package org.westerly.server.files.fetch;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/** Tells addresses of the public internet from those that only this machine or its own network can reach. */
final class PublicAddress {

    /** An address block of the IANA special-purpose registries (RFC 6890) that the JDK has no word for. */
    private record Block(int first, int second, int bits) {
        boolean holds(byte[] address) {
            int prefix = (address[0] & 0xff) << 8 | (address[1] & 0xff);
            return prefix >> (16 - bits) == (first << 8 | second) >> (16 - bits);
        }
    }

    private static final List<Block> SPECIAL = List.of(
            new Block(0, 0, 8),
            new Block(100, 64, 10),
            new Block(192, 0, 16), // 192.0.0.0/24 and 192.0.2.0/24, and what lies between is no loss
            new Block(198, 18, 15),
            new Block(240, 0, 4));

    private PublicAddress() {}

    static boolean is(InetAddress address) {
        if (address.isLoopbackAddress()
                || address.isAnyLocalAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return false;
        }
        byte[] bytes = address.getAddress();
        if (address instanceof Inet4Address) {
            return SPECIAL.stream().noneMatch(block -> block.holds(bytes));
        }
        return isPublic(bytes);
    }

    private static boolean isPublic(byte[] bytes) {
        // Addresses of version 4 in the clothes of version 6: a translator or tunnel would take them off again.
        if (begins(bytes, 0x00, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0)) {
            return is(inner(bytes, 12));
        }
        if (begins(bytes, 0x20, 0x02)) {
            return is(inner(bytes, 2));
        }
        boolean teredo = begins(bytes, 0x20, 0x01, 0x00, 0x00);
        boolean documentation = begins(bytes, 0x20, 0x01, 0x0d, 0xb8) || begins(bytes, 0x3f, 0xff);
        // Of all others only 2000::/3 is given out: unique local, IPv4-compatible and local NAT64 lie outside.
        boolean globalUnicast = (bytes[0] & 0xe0) == 0x20;
        return globalUnicast && !teredo && !documentation;
    }

    private static boolean begins(byte[] address, int... prefix) {
        for (int at = 0; at < prefix.length; at++) {
            if ((address[at] & 0xff) != prefix[at]) {
                return false;
            }
        }
        return true;
    }

    private static InetAddress inner(byte[] bytes, int from) {
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(bytes, from, from + 4));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }
}
