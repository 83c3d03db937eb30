package dev.mediakeep.webhook;

import dev.mediakeep.net.IpPrefix;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The addresses that are not reachable from everywhere, or lead where no receiver is: those of the
 * IANA registries of special-purpose addresses (RFC 6890, as of October 2025) that are not globally
 * reachable, each block as a whole, and what clouds have put in other places. Of IPv6, only the
 * addresses are good that are given out (2000::/3), and of those that carry an IPv4 address only
 * the ones of NAT64, when that address is good.
 */
final class SpecialAddresses {
  private static final List<Block> BLOCKS =
      List.of(
          block("0.0.0.0/8", "this network"),
          block("10.0.0.0/8", "private use"),
          block("100.64.0.0/10", "shared address space"),
          block("127.0.0.0/8", "loopback"),
          block("168.63.129.16/32", "a cloud's host"),
          block("169.254.0.0/16", "link-local"),
          block("172.16.0.0/12", "private use"),
          block("192.0.0.0/24", "protocol assignments"),
          block("192.0.2.0/24", "documentation"),
          block("192.88.99.0/24", "6to4 relays"),
          block("192.168.0.0/16", "private use"),
          block("198.18.0.0/15", "benchmarking"),
          block("198.51.100.0/24", "documentation"),
          block("203.0.113.0/24", "documentation"),
          block("224.0.0.0/4", "multicast"),
          block("240.0.0.0/4", "reserved"),
          block("2001::/23", "protocol assignments"),
          block("2001:db8::/32", "documentation"),
          block("2002::/16", "6to4"),
          block("3fff::/20", "documentation"));

  private static final IpPrefix GIVEN_OUT = prefix("2000::/3");
  private static final IpPrefix NAT64 = prefix("64:ff9b::/96");
  private static final int IPV4_BYTES = 4;

  private record Block(IpPrefix prefix, String purpose) {}

  private SpecialAddresses() {}

  private static Block block(String prefix, String purpose) {
    return new Block(prefix(prefix), purpose);
  }

  private static IpPrefix prefix(String text) {
    return IpPrefix.parse(text).orElseThrow();
  }

  /** What the address is for; empty where it is one like any other. */
  static Optional<String> purpose(InetAddress address) {
    if (NAT64.contains(address)) {
      return purpose(embedded(address));
    }
    Optional<String> special =
        BLOCKS.stream()
            .filter(block -> block.prefix().contains(address))
            .map(Block::purpose)
            .findFirst();
    return address instanceof Inet4Address || GIVEN_OUT.contains(address)
        ? special
        : Optional.of("special use");
  }

  private static InetAddress embedded(InetAddress address) {
    byte[] bytes = address.getAddress();
    try {
      return InetAddress.getByAddress(
          Arrays.copyOfRange(bytes, bytes.length - IPV4_BYTES, bytes.length));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("4 bytes must be an address", e);
    }
  }
}
