package dev.mediakeep.net;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The addresses that begin with the same bits. An IPv4 address in the form of an IPv6 one is an
 * IPv4 address, as everywhere in Java.
 *
 * @param first the first of them
 * @param bits how many bits they share
 */
public record IpPrefix(InetAddress first, int bits) {
  private static final String OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
  private static final Pattern IPV4 = Pattern.compile(OCTET + "(?:\\." + OCTET + "){3}");
  private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
  private static final Pattern BITS = Pattern.compile("[0-9]{1,3}");

  /** The addresses in {@code 192.0.2.0/24}; empty where the text is none, or has bits beyond. */
  public static Optional<IpPrefix> parse(String text) {
    int slash = text.indexOf('/');
    Optional<InetAddress> address = parseAddress(slash < 0 ? text : text.substring(0, slash));
    if (address.isEmpty()) {
      return Optional.empty();
    }
    int width = address.get().getAddress().length * Byte.SIZE;
    String length = slash < 0 ? Integer.toString(width) : text.substring(slash + 1);
    if (!BITS.matcher(length).matches() || Integer.parseInt(length) > width) {
      return Optional.empty();
    }
    IpPrefix prefix = new IpPrefix(address.get(), Integer.parseInt(length));
    return prefix.hasBitsBeyond() ? Optional.empty() : Optional.of(prefix);
  }

  /** The address that the text is; empty where it is a name. Nobody is asked. */
  public static Optional<InetAddress> parseAddress(String text) {
    try {
      if (IPV4.matcher(text).matches()) {
        return Optional.of(InetAddress.getByName(text));
      }
      return IPV6.matcher(text).matches()
          ? Optional.of(InetAddress.getByName("[" + text + "]"))
          : Optional.empty();
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  private boolean hasBitsBeyond() {
    byte[] address = first.getAddress();
    for (int bit = bits; bit < address.length * Byte.SIZE; bit++) {
      if (bit(address, bit)) {
        return true;
      }
    }
    return false;
  }

  /** Whether the address begins with these bits. */
  public boolean contains(InetAddress other) {
    byte[] own = first.getAddress();
    byte[] its = other.getAddress();
    if (own.length != its.length) {
      return false;
    }
    for (int bit = 0; bit < bits; bit++) {
      if (bit(own, bit) != bit(its, bit)) {
        return false;
      }
    }
    return true;
  }

  private static boolean bit(byte[] address, int bit) {
    return (address[bit / Byte.SIZE] >> (Byte.SIZE - 1 - bit % Byte.SIZE) & 1) == 1;
  }
}
