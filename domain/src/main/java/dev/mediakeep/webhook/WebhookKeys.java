package dev.mediakeep.webhook;

import dev.mediakeep.error.MediakeepException;
import java.util.List;
import java.util.function.Supplier;

/** The secrets that messages are signed with. Thread-safe. */
@FunctionalInterface
public interface WebhookKeys {
  /**
   * The secrets that sign what is sent to a host, the newest first: one, and during a rotation two.
   * Asked at each try.
   *
   * @throws MediakeepException when they cannot be read; the message is tried again then
   */
  List<WebhookSecret> of(String host);

  /**
   * Keys that give each host a secret of its own, which follows from a master: what is signed for
   * one receiver proves nothing to another one.
   */
  static WebhookKeys derivedFrom(Supplier<List<WebhookSecret>> masters) {
    return host -> masters.get().stream().map(master -> master.forReceiver(host)).toList();
  }
}
