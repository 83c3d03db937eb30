package dev.mediakeep.app;

import dev.mediakeep.embedded.Mediakeep;
import dev.mediakeep.embedded.MediakeepConfig;
import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.error.MediakeepException;
import dev.mediakeep.error.Problem;
import dev.mediakeep.fs.HomeConfig;
import dev.mediakeep.fs.HomeFolder;
import dev.mediakeep.id.InstanceId;
import dev.mediakeep.job.JobQueue;
import dev.mediakeep.job.ReconcileReport;
import dev.mediakeep.media.MediaLibrary;
import dev.mediakeep.ops.Configuration;
import dev.mediakeep.ops.Homes;
import dev.mediakeep.schema.SchemaHistory;
import dev.mediakeep.web.HttpConfig;
import dev.mediakeep.web.HttpService;
import dev.mediakeep.webhook.MasterSecrets;
import dev.mediakeep.webhook.WebhookOutbox;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.sqlite.SQLiteJDBCLoader;

/** Homes on this machine's disks. Thread-safe. */
final class LocalHomes implements Homes {
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final BiConsumer<LocalHomes, InetSocketAddress> onceUp;

  LocalHomes() {
    this((homes, address) -> {});
  }

  /**
   * Homes of a program that does something with its own service.
   *
   * @param onceUp is called when the service answers, with its address
   */
  LocalHomes(BiConsumer<LocalHomes, InetSocketAddress> onceUp) {
    this.onceUp = onceUp;
  }

  @Override
  public void serve(Configuration configuration, Consumer<InetSocketAddress> up) {
    MediakeepConfig.Builder config = embedded(configuration);
    configuration.webhooks().ifPresent(config::webhooks);
    try (Mediakeep keep = Mediakeep.open(config.build());
        HttpService service =
            HttpService.start(http(configuration), keep.media(), keep.jobs(), keep)) {
      up.accept(service.address());
      onceUp.accept(this, service.address());
      stopped.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends {@link #serve}, now or when it comes. */
  void stop() {
    stopped.countDown();
  }

  @Override
  public Homes.OpenHome openOrCreate(Configuration configuration) {
    return new OpenMediakeep(Mediakeep.open(embedded(configuration).build()));
  }

  @Override
  public Homes.OpenHome open(Configuration configuration) {
    requireDatabase(configuration);
    return openOrCreate(configuration);
  }

  private static void requireDatabase(Configuration configuration) {
    if (!Files.exists(HomeFolder.databaseFileOf(home(configuration)))) {
      throw new MediakeepException(
          Problem.of(
                  ErrorCode.STORE_UNAVAILABLE,
                  "there is no home at " + configuration.home().toAbsolutePath())
              .withHint("name the home with --home, or make one with serve or media add"));
    }
  }

  @Override
  public Homes.OpenHome openReadOnly(Configuration configuration) {
    requireDatabase(configuration);
    return new OpenMediakeep(Mediakeep.openReadOnly(embedded(configuration).build()));
  }

  @Override
  public Optional<Homes.Holder> holder(Configuration configuration) {
    return HomeFolder.holderOf(home(configuration))
        .map(holder -> new Homes.Holder(holder.pid(), holder.started()));
  }

  @Override
  public MasterSecrets webhookSecrets(Configuration configuration) {
    return HomeFolder.webhookSecretsOf(home(configuration));
  }

  @Override
  public Map<String, String> versions() {
    return Map.of("sqlite", SQLiteJDBCLoader.getVersion());
  }

  private static MediakeepConfig.Builder embedded(Configuration configuration) {
    return MediakeepConfig.builder(home(configuration))
        .limits(configuration.mediaLimits())
        .trashTerm(configuration.trashTerm())
        .strayGrace(configuration.strayGrace())
        .jobs(configuration.jobPolicies())
        .jobTerm(configuration.jobTerm())
        .lanes(configuration.lanes());
  }

  private static HomeConfig home(Configuration configuration) {
    return HomeConfig.builder(configuration.home())
        .dataFolder(configuration.dataFolder())
        .mediaFolder(configuration.mediaFolder())
        .jobFolder(configuration.jobFolder())
        .backupFolder(configuration.backupFolder())
        .build();
  }

  private static HttpConfig http(Configuration configuration) {
    return HttpConfig.builder()
        .host(configuration.host())
        .port(configuration.port())
        .publicHosts(configuration.publicHosts())
        .trustedProxies(configuration.trustedProxies())
        .maxConnections(configuration.maxConnections())
        .maxRequests(configuration.maxRequests())
        .maxUploads(configuration.maxUploads())
        .maxListeners(configuration.maxListeners())
        .maxPolls(configuration.maxPolls())
        .maxUploadBytes(configuration.mediaLimits().bytes())
        .grace(configuration.shutdownGrace())
        .build();
  }

  /** A home as the command line works on it. */
  private record OpenMediakeep(Mediakeep keep) implements Homes.OpenHome {
    @Override
    public MediaLibrary media() {
      return keep.media();
    }

    @Override
    public WebhookOutbox webhooks() {
      return keep.webhooks();
    }

    @Override
    public JobQueue jobs() {
      return keep.jobs();
    }

    @Override
    public ReconcileReport reconcile() {
      return keep.startReport().orElseGet(keep::reconcile);
    }

    @Override
    public OptionalLong manifestLag() {
      return keep.manifestLag();
    }

    @Override
    public ReconcileReport previewReconcile() {
      return keep.previewReconcile();
    }

    @Override
    public SchemaHistory schema() {
      return keep.schema();
    }

    @Override
    public InstanceId instance() {
      return keep.instanceId();
    }

    @Override
    public void close() {
      keep.close();
    }
  }
}
