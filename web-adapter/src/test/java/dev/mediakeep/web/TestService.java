package dev.mediakeep.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mediakeep.id.IdGenerator;
import dev.mediakeep.job.JobMachine;
import dev.mediakeep.job.JobOperations;
import dev.mediakeep.job.JobPolicies;
import dev.mediakeep.job.JobQueue;
import dev.mediakeep.job.JobStore;
import dev.mediakeep.job.KeeperStatus;
import dev.mediakeep.job.ReconcileReport;
import dev.mediakeep.media.BlobStore;
import dev.mediakeep.media.MediaCatalog;
import dev.mediakeep.media.MediaLibrary;
import dev.mediakeep.media.MediaLimits;
import dev.mediakeep.memory.InMemoryBlobStore;
import dev.mediakeep.memory.InMemoryJobStore;
import dev.mediakeep.memory.InMemoryMediaCatalog;
import dev.mediakeep.testkit.SettableClock;
import dev.mediakeep.webhook.WebhookOutbox;
import dev.mediakeep.webhook.WebhookRules;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** The service over ports in memory, and a client of it. */
final class TestService implements AutoCloseable {
  static final Instant NOW = Instant.parse("2026-11-24T05:00:00.123Z");
  static final long IMAGE_LIMIT = 1_000_000;
  static final String MEDIA = "/api/v1/media";

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  final SettableClock clock = new SettableClock(NOW);
  final MediaLibrary library;
  final JobQueue jobs;
  final HttpService service;

  /** How well the manifests of its jobs follow, as it is told. */
  final AtomicReference<KeeperStatus> manifests =
      new AtomicReference<>(new KeeperStatus(0, Optional.empty()));

  /** What a look at all manifests finds, as it is told. */
  final AtomicReference<ReconcileReport> reconciled =
      new AtomicReference<>(new ReconcileReport(true, 0, List.of(), List.of()));

  final JobOperations operations;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE).build();

  TestService() {
    this(UnaryOperator.identity());
  }

  TestService(UnaryOperator<HttpConfig.Builder> settings) {
    this(settings, new InMemoryMediaCatalog(), UnaryOperator.identity());
  }

  TestService(
      UnaryOperator<HttpConfig.Builder> settings,
      MediaCatalog catalog,
      UnaryOperator<BlobStore> blobs) {
    this(settings, catalog, blobs, JobPolicies.ofDefaults(), UnaryOperator.identity());
  }

  /** A service over jobs that others than the defaults go for, or whose store does more. */
  static TestService ofJobs(
      UnaryOperator<HttpConfig.Builder> settings,
      JobPolicies policies,
      UnaryOperator<JobStore> store) {
    return new TestService(
        settings, new InMemoryMediaCatalog(), UnaryOperator.identity(), policies, store);
  }

  private TestService(
      UnaryOperator<HttpConfig.Builder> settings,
      MediaCatalog catalog,
      UnaryOperator<BlobStore> blobs,
      JobPolicies policies,
      UnaryOperator<JobStore> store) {
    MediaLimits limits =
        MediaLimits.builder().imageBytes(IMAGE_LIMIT).videoBytes(2 * IMAGE_LIMIT).build();
    library =
        new MediaLibrary(
            catalog,
            blobs.apply(new InMemoryBlobStore(clock)),
            new MagicProbe(),
            limits,
            clock,
            new IdGenerator(clock, new Random(7)));
    JobMachine machine = new JobMachine(policies, new Random(8));
    InMemoryJobStore records = new InMemoryJobStore(machine);
    operations = new Operations(manifests, reconciled, records.webhooks());
    jobs =
        new JobQueue(
            store.apply(records),
            library,
            policies,
            clock,
            new IdGenerator(clock, new Random(9)),
            Optional.of(WebhookRules.ofDefaults()));
    HttpConfig.Builder config =
        HttpConfig.builder()
            .port(0)
            .patience(Duration.ofMillis(50))
            .maxUploadBytes(limits.bytes())
            .grace(Duration.ofSeconds(10));
    service = HttpService.start(settings.apply(config).build(), library, jobs, operations);
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + service.port() + path);
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(uri(path)).timeout(PATIENCE);
  }

  HttpResponse<String> send(HttpRequest.Builder request) {
    return send(request, BodyHandlers.ofString());
  }

  <T> HttpResponse<T> send(HttpRequest.Builder request, HttpResponse.BodyHandler<T> handler) {
    try {
      return client.send(request.build(), handler);
    } catch (IOException e) {
      throw new AssertionError("the service broke the connection", e);
    } catch (InterruptedException e) {
      throw new AssertionError("the test was interrupted", e);
    }
  }

  HttpClient client() {
    return client;
  }

  HttpResponse<String> get(String path, String... headers) {
    return send(withHeaders(request(path), headers));
  }

  HttpResponse<byte[]> bytes(String path, String... headers) {
    return send(withHeaders(request(path), headers), BodyHandlers.ofByteArray());
  }

  HttpResponse<String> head(String path, String... headers) {
    return send(withHeaders(request(path), headers).HEAD());
  }

  HttpResponse<String> post(String path, byte[] body, String... headers) {
    return send(withHeaders(request(path), headers).POST(BodyPublishers.ofByteArray(body)));
  }

  HttpResponse<String> postJson(String path, String body, String... headers) {
    HttpRequest.Builder request = request(path).header("Content-Type", "application/json");
    return send(withHeaders(request, headers).POST(BodyPublishers.ofString(body)));
  }

  HttpResponse<String> put(String path, String body) {
    return send(request(path).PUT(BodyPublishers.ofString(body)));
  }

  HttpResponse<String> patch(String path, String body, String... headers) {
    return send(withHeaders(request(path), headers).method("PATCH", BodyPublishers.ofString(body)));
  }

  HttpResponse<String> delete(String path, String... headers) {
    return send(withHeaders(request(path), headers).DELETE());
  }

  private static HttpRequest.Builder withHeaders(HttpRequest.Builder request, String... headers) {
    return headers.length == 0 ? request : request.headers(headers);
  }

  /** Uploads a new picture and returns its path. */
  String upload(String query) {
    return upload(query, 100);
  }

  String upload(String query, int size) {
    HttpResponse<String> response = post(MEDIA + query, MagicProbe.png(size));
    if (response.statusCode() != 201) {
      throw new AssertionError(response.statusCode() + " " + response.body());
    }
    return response.headers().firstValue("Location").orElseThrow();
  }

  /** How many items there are, in the trash or not. */
  long items() {
    return library.totals().items() + library.totals().trashed();
  }

  static JsonNode json(HttpResponse<String> response) {
    try {
      return MAPPER.readTree(response.body());
    } catch (IOException e) {
      throw new AssertionError("not JSON: " + response.body(), e);
    }
  }

  @Override
  public void close() {
    service.close();
    client.close();
  }

  private record Operations(
      Supplier<KeeperStatus> status, Supplier<ReconcileReport> report, WebhookOutbox webhooks)
      implements JobOperations {
    Operations(
        AtomicReference<KeeperStatus> status,
        AtomicReference<ReconcileReport> report,
        WebhookOutbox webhooks) {
      this(status::get, report::get, webhooks);
    }

    @Override
    public KeeperStatus manifestStatus() {
      return status.get();
    }

    @Override
    public ReconcileReport previewReconcile() {
      return report.get();
    }

    @Override
    public ReconcileReport reconcile() {
      return report.get();
    }
  }
}
