package dev.mediakeep.web;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.error.MediakeepException;
import dev.mediakeep.error.Problem;
import dev.mediakeep.job.KeeperStatus;
import dev.mediakeep.media.MediaLibrary;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether the process lives, and whether it can do its work. Nothing stands before these: they
 * answer while all else is saturated.
 */
final class HealthRoutes {
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final byte[] UP = "{\"status\":\"up\"}".getBytes(StandardCharsets.UTF_8);
  private static final Header NO_STORE =
      HeaderValues.createCached(HeaderNames.CACHE_CONTROL, "no-store");
  private static final Set<String> NO_PARAMETERS = Set.of();

  private final MediaLibrary library;
  private final Supplier<KeeperStatus> manifests;
  private final ServiceState state;

  HealthRoutes(MediaLibrary library, Supplier<KeeperStatus> manifests, ServiceState state) {
    this.library = library;
    this.manifests = manifests;
    this.state = state;
  }

  List<Route> routing() {
    return List.of(
        Route.get("/health/live", NO_PARAMETERS, Guard.NONE, this::live),
        Route.get("/health/ready", NO_PARAMETERS, Guard.NONE, this::ready));
  }

  private void live(Call call) {
    answer(call, UP);
  }

  private static void answer(Call call, byte[] body) {
    call.with(Json.CONTENT_TYPE).with(NO_STORE).answer(Status.OK_200, body);
  }

  private void ready(Call call) {
    if (state.isStopping()) {
      throw new MediakeepException(ErrorCode.SERVICE_STOPPING, "the service is stopping");
    }
    Optional<Problem> shortage = askStore();
    if (shortage.isPresent()) {
      throw new MediakeepException(shortage.get());
    }
    answer(call, Json.bytes(json -> write(json, manifests.get())));
  }

  /** Manifests that do not follow fail no job, but somebody should know. */
  private static void write(JsonGenerator json, KeeperStatus manifests) throws IOException {
    json.writeStartObject();
    json.writeStringField("status", "up");
    json.writeObjectFieldStart("manifests");
    json.writeNumberField("behind", manifests.behind());
    Json.optional(json, "trouble", manifests.trouble().map(problem -> problem.code().name()));
    json.writeEndObject();
    json.writeEndObject();
  }

  /**
   * Asks the store for something cheap, and does not wait for it longer than a check may take.
   *
   * @return why it takes no uploads, where its disk has no room for them
   */
  private Optional<Problem> askStore() {
    CompletableFuture<Optional<Problem>> answer = new CompletableFuture<>();
    Thread asking = Thread.startVirtualThread(() -> ask(answer));
    try {
      return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      asking.interrupt();
      throw unanswered("the store did not answer within " + PATIENCE.toSeconds() + " s", e);
    } catch (ExecutionException e) {
      throw unanswered("the store does not answer", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unanswered("the service is stopping", e);
    }
  }

  private void ask(CompletableFuture<Optional<Problem>> answer) {
    try {
      library.ping();
      answer.complete(library.shortage());
    } catch (RuntimeException e) {
      answer.completeExceptionally(e);
    }
  }

  private static MediakeepException unanswered(String message, @Nullable Throwable cause) {
    return new MediakeepException(ErrorCode.STORE_UNAVAILABLE, message, cause);
  }
}
