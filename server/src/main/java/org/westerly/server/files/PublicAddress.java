package org.westerly.server.files;

import java.net.Inet4Address;
import java.net.Inet6Address;
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
        return address instanceof Inet6Address six && isPublic(six, bytes);
    }

    private static boolean isPublic(Inet6Address address, byte[] bytes) {
        boolean uniqueLocal = (bytes[0] & 0xfe) == 0xfc;
        // Addresses of version 4 in the clothes of version 6: a translator or tunnel would take them off again.
        boolean nat64 = bytes[0] == 0 && bytes[1] == 0x64 && (bytes[2] & 0xff) == 0xff && (bytes[3] & 0xff) == 0x9b;
        boolean sixToFour = bytes[0] == 0x20 && bytes[1] == 0x02;
        if (nat64) {
            return is(inner(bytes, 12));
        }
        if (sixToFour) {
            return is(inner(bytes, 2));
        }
        if (address.isIPv4CompatibleAddress()) {
            return is(inner(bytes, 12));
        }
        return !uniqueLocal;
    }

    private static InetAddress inner(byte[] bytes, int from) {
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(bytes, from, from + 4));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }
}
