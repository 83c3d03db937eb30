package dev.mediakeep.net;

import dev.mediakeep.error.InvalidValueException;
import dev.mediakeep.error.Rules;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;

/** Addresses and blocks of addresses; perhaps none. */
public record IpPrefixList(List<IpPrefix> prefixes) {
  /** No address. */
  public static final IpPrefixList NONE = new IpPrefixList(List.of());

  public IpPrefixList {
    prefixes = List.copyOf(prefixes);
  }

  /**
   * Reads addresses and blocks with commas between them.
   *
   * @param field how a refusal names it
   * @throws InvalidValueException when one of them is none
   */
  public static IpPrefixList parse(String field, String text) {
    return new IpPrefixList(
        Arrays.stream(text.split(","))
            .map(String::strip)
            .filter(word -> !word.isEmpty())
            .map(word -> IpPrefix.parse(word).orElseThrow(() -> broken(field, word)))
            .toList());
  }

  private static InvalidValueException broken(String field, String word) {
    return new InvalidValueException(
        field,
        field
            + " must be addresses such as 10.1.2.3 or 10.0.0.0/8 (no bits beyond the 8), with commas"
            + " between them, was "
            + Rules.quote(word));
  }

  /** Whether the address is one of them. */
  public boolean contains(InetAddress address) {
    return prefixes.stream().anyMatch(prefix -> prefix.contains(address));
  }
}
