package dev.mediakeep.webhook;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.error.MediakeepException;
import java.util.List;

/**
 * The port to the secrets that those of all receivers follow from. One is in use, and during a
 * rotation the one before it as well. Thread-safe; also another process may change them.
 *
 * <p>All methods throw {@link MediakeepException}: {@link ErrorCode#STORE_UNAVAILABLE}, {@link
 * ErrorCode#HOME_NOT_WRITABLE}, {@link ErrorCode#DISK_FULL}, and {@link ErrorCode#STORE_DAMAGED}
 * when what is kept is no secret.
 */
public interface MasterSecrets {
  /** The secrets, the newest first; none before the first was added. */
  List<WebhookSecret> list();

  /** Puts a secret before the newest, which stays beside it; all others go. Durable. */
  void add(WebhookSecret next);

  /** Leaves only the newest. Durable. Returns whether there were others. */
  boolean retireOld();
}
