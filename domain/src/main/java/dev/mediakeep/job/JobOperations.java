package dev.mediakeep.job;

import dev.mediakeep.error.MediakeepException;
import dev.mediakeep.webhook.WebhookOutbox;

/**
 * What people who operate a home look at and do about its jobs, beside the queue. Thread-safe; what
 * asks a store throws {@link MediakeepException} as that does.
 */
public interface JobOperations {
  /** How well the manifests follow. Does not wait. */
  KeeperStatus manifestStatus();

  /** What {@link #reconcile} would find now. Changes nothing. */
  ReconcileReport previewReconcile();

  /**
   * Holds all manifests against the database, and takes back from them what it does not know. May
   * be called again, and while jobs go on.
   */
  ReconcileReport reconcile();

  /** What became of the messages that tell of the ends of jobs. */
  WebhookOutbox webhooks();
}
