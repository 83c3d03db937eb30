package dev.mediakeep.web;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.StringJoiner;

/**
 * Where a call comes from, as far as callers are told apart by it: an address of IPv4, or the first
 * 64 bits of one of IPv6, which is what one subscriber has. Behind a proxy that is not trusted it
 * is that of the proxy.
 *
 * @param text without a zone
 */
record CallerAddress(String text) {
  private static final int PREFIX_GROUPS = 4;

  static CallerAddress of(SocketAddress socket) {
    return socket instanceof InetSocketAddress internet && internet.getAddress() != null
        ? of(internet.getAddress())
        : new CallerAddress("unknown");
  }

  static CallerAddress of(InetAddress address) {
    if (!(address instanceof Inet6Address)) {
      return new CallerAddress(address.getHostAddress());
    }
    return new CallerAddress(address.isLoopbackAddress() ? "::1" : prefix(address.getAddress()));
  }

  private static String prefix(byte[] bytes) {
    StringJoiner groups = new StringJoiner(":", "", "::/64");
    for (int group = 0; group < PREFIX_GROUPS; group++) {
      int high = bytes[2 * group] & 0xff;
      int low = bytes[2 * group + 1] & 0xff;
      groups.add(Integer.toHexString((high << Byte.SIZE) | low));
    }
    return groups.toString();
  }
}
