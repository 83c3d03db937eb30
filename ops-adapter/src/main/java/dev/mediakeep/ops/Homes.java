package dev.mediakeep.ops;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.error.MediakeepException;
import dev.mediakeep.id.InstanceId;
import dev.mediakeep.job.JobQueue;
import dev.mediakeep.job.ReconcileReport;
import dev.mediakeep.media.MediaLibrary;
import dev.mediakeep.schema.SchemaHistory;
import dev.mediakeep.webhook.MasterSecrets;
import dev.mediakeep.webhook.WebhookOutbox;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * What the command line works on: it names homes by their configuration and leaves it to the
 * composition root how one is opened or served.
 *
 * <p>The methods that open throw {@link MediakeepException}: {@link ErrorCode#STORE_UNAVAILABLE}
 * when there is no home where it must exist, {@link ErrorCode#HOME_MISMATCH}, {@link
 * ErrorCode#HOME_NOT_WRITABLE}, {@link ErrorCode#SCHEMA_TOO_NEW} and {@link
 * ErrorCode#STORE_DAMAGED}; those that write also {@link ErrorCode#HOME_IN_USE}, with the holder's
 * process id and start time in the message.
 */
public interface Homes {
  /**
   * Serves the home over HTTP, creating it where there is none. Returns when the service was
   * stopped and everything is closed.
   *
   * @param up is called once, when the service answers, with the address that it is bound to
   */
  void serve(Configuration configuration, Consumer<InetSocketAddress> up);

  /** Opens a home for writing, creating it where there is none. */
  OpenHome openOrCreate(Configuration configuration);

  /** Opens a home for writing that must be there. */
  OpenHome open(Configuration configuration);

  /**
   * Opens a home that must be there for reading only, also beside a process that holds it. Nothing
   * is created or migrated.
   */
  OpenHome openReadOnly(Configuration configuration);

  /** The process that holds the home for writing, if any; empty also where there is no home. */
  Optional<Holder> holder(Configuration configuration);

  /** The secrets that those of webhook receivers follow from, also while a server runs. */
  MasterSecrets webhookSecrets(Configuration configuration);

  /** The versions of the parts worth knowing, such as {@code sqlite}, in the order to show them. */
  Map<String, String> versions();

  /**
   * A process that holds a home.
   *
   * @param pid its process id
   * @param since when it was started
   */
  record Holder(long pid, Instant since) {}

  /** A home folder as a verb works on it. Thread-safe; whoever opened it closes it. */
  interface OpenHome extends AutoCloseable {
    /** Its media. Where it was opened read-only, each change throws. */
    MediaLibrary media();

    /** Its jobs. Where it was opened read-only, each change throws. */
    JobQueue jobs();

    /**
     * Holds the manifests of its jobs against the database and takes back what that does not know;
     * where opening it has done so, answers what that found.
     */
    ReconcileReport reconcile();

    /**
     * How many lines of the log of its jobs are not in their manifests yet; empty where those
     * follow another database than this one.
     */
    OptionalLong manifestLag();

    /** What {@link #reconcile} would find; changes nothing, also where it was opened read-only. */
    ReconcileReport previewReconcile();

    /** Its messages that tell of the ends of jobs. */
    WebhookOutbox webhooks();

    /** Its migrations, applied or pending. */
    SchemaHistory schema();

    /** Its identity. */
    InstanceId instance();

    /** Lets the home go, after what is under way. May be called again. */
    @Override
    void close();
  }
}
