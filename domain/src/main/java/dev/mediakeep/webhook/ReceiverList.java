package dev.mediakeep.webhook;

import dev.mediakeep.error.InvalidValueException;
import dev.mediakeep.error.Rules;
import dev.mediakeep.net.IpPrefix;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Receivers in a private network that messages may be sent to all the same: by the names of their
 * hosts, whatever these lead to, or by their addresses.
 */
public final class ReceiverList {
  /** Nobody. */
  public static final ReceiverList NONE = new ReceiverList(List.of(), List.of());

  private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?");

  private final List<String> names;
  private final List<IpPrefix> addresses;

  private ReceiverList(List<String> names, List<IpPrefix> addresses) {
    this.names = List.copyOf(names);
    this.addresses = List.copyOf(addresses);
  }

  /**
   * Reads names, addresses and blocks of addresses, with commas between them; there may be none.
   *
   * @param field how a refusal names it
   * @throws InvalidValueException when one of them is none
   */
  public static ReceiverList parse(String field, String text) {
    List<String> words =
        Arrays.stream(text.split(","))
            .map(word -> word.strip().toLowerCase(Locale.ROOT))
            .filter(word -> !word.isEmpty())
            .toList();
    List<IpPrefix> addresses =
        words.stream().map(IpPrefix::parse).flatMap(Optional::stream).toList();
    List<String> names = words.stream().filter(word -> IpPrefix.parse(word).isEmpty()).toList();
    for (String name : names) {
      if (!NAME.matcher(name).matches() || name.matches("[0-9.]*")) {
        throw new InvalidValueException(
            field,
            field
                + " must be hosts such as hooks.internal, 10.1.2.3 or 10.0.0.0/8 (no bits beyond the"
                + " 8), with commas between them, was "
                + Rules.quote(name));
      }
    }
    return new ReceiverList(names, addresses);
  }

  boolean contains(String host, InetAddress address) {
    return names.contains(host) || addresses.stream().anyMatch(block -> block.contains(address));
  }
}
