package dev.mediakeep.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mediakeep.app.Main;
import dev.mediakeep.job.Failure;
import dev.mediakeep.job.FailureClass;
import dev.mediakeep.job.VideoProvider.FetchResult;
import dev.mediakeep.job.VideoProvider.SubmitResult;
import dev.mediakeep.media.JsonObject;
import dev.mediakeep.testkit.ServiceProcess;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a worker makes of each answer of a provider. */
@Timeout(120)
class FilmWorkerStepTest {
  private static final Duration LEASE = Duration.ofSeconds(1);

  @TempDir private static Path home;
  private static ServiceProcess service;
  private static FilmCalls calls;

  private final ScriptedProvider provider = new ScriptedProvider();
  private HttpResponse<String> asked;
  private Thread worker;

  @BeforeAll
  static void start() throws Exception {
    service = ServiceProcess.start(Main.class, home);
    calls = new FilmCalls(service);
    calls.putLane();
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @BeforeEach
  void ask() throws Exception {
    asked = calls.ask(2, Optional.empty());
  }

  @AfterEach
  void end() throws Exception {
    worker.interrupt();
    worker.join();
    calls.cancel(asked);
    calls.resumeLane();
  }

  private void work() {
    FilmWorker films = new FilmWorker(service.at("/"), provider, LEASE);
    worker =
        Thread.ofVirtual()
            .start(() -> {
              try {
                films.run(Integer.MAX_VALUE);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt(); // the test is over
              }
            });
  }

  private JsonObject end(String state) throws Exception {
    work();
    assertThat(calls.awaitEnd(asked)).contains("\"state\":\"" + state + "\"");
    return calls.job(asked);
  }

  @Test
  void a_film_that_takes_longer_than_the_lease_comes_once() throws Exception {
    provider.fetch =
        () -> {
          new CountDownLatch(1).await(2 * LEASE.toMillis(), TimeUnit.MILLISECONDS);
          return ScriptedProvider.film();
        };
    end("succeeded");
    assertThat(provider.calls).containsExactly("submit", "poll", "fetch");
  }

  @Test
  void a_film_that_is_gone_is_a_failure_for_good() throws Exception {
    provider.fetch = FetchResult.Gone::new;
    JsonObject failure = end("failed").object("failure").orElseThrow();
    assertThat(failure.string("class")).hasValue("permanent");
    assertThat(failure.string("message")).hasValue("the provider has no film of op-1");
  }

  @Test
  void a_provider_that_takes_no_orders_says_until_when() throws Exception {
    Instant until = Instant.now().plusSeconds(3_600).truncatedTo(ChronoUnit.MILLIS);
    Failure failure = new Failure(FailureClass.UNAVAILABLE, "out of chips");
    provider.order = () -> new SubmitResult.Rejected(failure, Optional.of(until));
    work();
    calls.awaitEvent(asked, "out of chips");
    assertThat(calls.read("/api/v1/lanes")).contains("\"pausedUntil\":\"" + until + "\"");
  }

  private SubmitResult acceptAndCancel() throws Exception {
    calls.cancel(asked);
    return ScriptedProvider.accepted();
  }

  @Test
  void what_is_done_is_kept_though_it_is_to_stop() throws Exception {
    provider.order = this::acceptAndCancel;
    end("succeeded");
    assertThat(provider.calls).containsExactly("submit", "poll", "fetch");
  }

  @Test
  void what_is_not_done_is_cancelled_where_it_is_to_stop() throws Exception {
    provider.order = this::acceptAndCancel;
    provider.poll = () -> ScriptedProvider.PENDING;
    end("cancelled");
    assertThat(provider.calls).containsExactly("submit", "poll", "cancel");
  }
}
