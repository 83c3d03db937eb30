package dev.mediakeep.ops;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.error.MediakeepException;
import dev.mediakeep.id.IdGenerator;
import dev.mediakeep.id.InstanceId;
import dev.mediakeep.job.JobMachine;
import dev.mediakeep.job.JobPolicies;
import dev.mediakeep.job.JobQueue;
import dev.mediakeep.job.KeeperParts;
import dev.mediakeep.job.ManifestKeeper;
import dev.mediakeep.job.ReconcileReport;
import dev.mediakeep.media.BlobStore;
import dev.mediakeep.media.MediaLibrary;
import dev.mediakeep.memory.InMemoryBlobStore;
import dev.mediakeep.memory.InMemoryJobManifests;
import dev.mediakeep.memory.InMemoryJobStore;
import dev.mediakeep.memory.InMemoryMediaCatalog;
import dev.mediakeep.ops.Homes.OpenHome;
import dev.mediakeep.schema.Migration;
import dev.mediakeep.schema.SchemaHistory;
import dev.mediakeep.testkit.SettableClock;
import dev.mediakeep.webhook.MasterSecrets;
import dev.mediakeep.webhook.WebhookOutbox;
import dev.mediakeep.webhook.WebhookSecret;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** One home in memory, whatever the configuration says; it can be absent or held by a process. */
final class FakeHomes implements Homes {
  static final Instant START = Instant.parse("2026-11-24T05:00:00Z");

  final SettableClock clock = new SettableClock(START);
  final InMemoryMediaCatalog catalog = new InMemoryMediaCatalog();
  final List<Configuration> served = new ArrayList<>();
  final AtomicInteger open = new AtomicInteger();
  InetSocketAddress address = new InetSocketAddress("127.0.0.1", 8080);
  Optional<Holder> holder = Optional.empty();
  boolean exists = true;
  @Nullable RuntimeException fault;
  List<Migration> migrations =
      List.of(
          new Migration("0001-create-media", Optional.of(Instant.parse("2026-11-01T00:00:00Z"))));
  UnaryOperator<BlobStore> blobDecorator = UnaryOperator.identity();

  final List<WebhookSecret> secrets = new ArrayList<>();
  final InMemoryJobStore jobs =
      new InMemoryJobStore(new JobMachine(JobPolicies.ofDefaults(), new SplittableRandom(1)));
  final InMemoryJobManifests manifests = new InMemoryJobManifests();

  private static final Duration TERM = Duration.ofDays(30);

  private final InMemoryBlobStore blobs = new InMemoryBlobStore(clock);
  private final IdGenerator ids = new IdGenerator(clock, new SplittableRandom(1));
  private final InstanceId instance = ids.nextInstanceId();

  @Override
  public void serve(Configuration configuration, Consumer<InetSocketAddress> up) {
    requireFree();
    served.add(configuration);
    up.accept(address);
  }

  @Override
  public OpenHome openOrCreate(Configuration configuration) {
    requireFree();
    exists = true;
    return home(configuration);
  }

  @Override
  public OpenHome open(Configuration configuration) {
    requireFree();
    return openReadOnly(configuration);
  }

  @Override
  public OpenHome openReadOnly(Configuration configuration) {
    requireSound();
    if (!exists) {
      throw new MediakeepException(
          ErrorCode.STORE_UNAVAILABLE, "there is no home in " + configuration.home().getFileName());
    }
    return home(configuration);
  }

  private void requireSound() {
    if (fault != null) {
      throw fault;
    }
  }

  private void requireFree() {
    requireSound();
    holder.ifPresent(process -> {
      throw new MediakeepException(
          ErrorCode.HOME_IN_USE,
          "the home is held by process " + process.pid() + " since " + process.since());
    });
  }

  private OpenHome home(Configuration configuration) {
    open.incrementAndGet();
    return new Opened(library(configuration), queue(configuration), this);
  }

  JobQueue queue(Configuration configuration) {
    return new JobQueue(jobs, library(configuration), configuration.jobPolicies(), clock, ids);
  }

  MediaLibrary library(Configuration configuration) {
    return new MediaLibrary(
        catalog,
        blobDecorator.apply(blobs),
        new FakeProbe(),
        configuration.mediaLimits(),
        clock,
        ids);
  }

  private record Opened(MediaLibrary media, JobQueue jobs, FakeHomes homes) implements OpenHome {
    @Override
    public ReconcileReport reconcile() {
      return homes.keeper(media).reconcile(TERM);
    }

    @Override
    public OptionalLong manifestLag() {
      return homes.keeper(media).lag();
    }

    @Override
    public ReconcileReport previewReconcile() {
      return homes.keeper(media).preview(TERM);
    }

    @Override
    public WebhookOutbox webhooks() {
      return homes.jobs.webhooks();
    }

    @Override
    public SchemaHistory schema() {
      return () -> homes.migrations;
    }

    @Override
    public InstanceId instance() {
      return homes.instance;
    }

    @Override
    public void close() {
      homes.open.decrementAndGet();
    }
  }

  private ManifestKeeper keeper(MediaLibrary media) {
    return new ManifestKeeper(
        new KeeperParts(jobs, jobs, manifests, media), clock, new SplittableRandom(2));
  }

  @Override
  public Optional<Holder> holder(Configuration configuration) {
    return holder;
  }

  @Override
  public MasterSecrets webhookSecrets(Configuration configuration) {
    return new MasterSecrets() {
      @Override
      public List<WebhookSecret> list() {
        return List.copyOf(secrets);
      }

      @Override
      public void add(WebhookSecret next) {
        secrets.addFirst(next);
      }

      @Override
      public boolean retireOld() {
        return secrets.removeAll(secrets.subList(Math.min(1, secrets.size()), secrets.size()));
      }
    };
  }

  @Override
  public Map<String, String> versions() {
    return Map.of("sqlite", "3.54.1");
  }
}
