package dev.mediakeep.web;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.WARNING;

import dev.mediakeep.error.Category;
import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.error.InvalidValueException;
import dev.mediakeep.error.MediakeepException;
import dev.mediakeep.error.Problem;
import io.helidon.http.DirectHandler;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.HttpException;
import io.helidon.http.Method;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.ErrorHandler;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Turns whatever is thrown into an answer, and writes what an operator must know to the log. */
final class Problems implements ErrorHandler<Throwable> {
  private static final System.Logger LOG = System.getLogger(Problems.class.getName());
  private static final Header RETRY_AFTER = HeaderValues.createCached(HeaderNames.RETRY_AFTER, "2");
  private static final Header NO_STORE =
      HeaderValues.createCached(HeaderNames.CACHE_CONTROL, "no-store");

  /** A problem that may have been logged. */
  private record Reported(Problem problem, Optional<String> incident) {
    Status status() {
      return HttpStatus.of(problem.code());
    }

    byte[] json() {
      return ProblemJson.of(problem, status(), incident);
    }
  }

  @Override
  public void handle(ServerRequest request, ServerResponse response, Throwable thrown) {
    Reported reported = report(problemOf(thrown), thrown);
    Optional<Header> allow = response.headers().find(HeaderNames.ALLOW);
    Optional<Header> range = response.headers().find(HeaderNames.CONTENT_RANGE);
    Optional<Header> retry = response.headers().find(HeaderNames.RETRY_AFTER);
    response.headers().clear();
    addHeaders(response.headers(), reported.problem().code());
    allow.ifPresent(response::header);
    range.ifPresent(response::header);
    retry.ifPresent(response::header);
    UnreadBodies.announce(request, response);
    send(request, response, reported);
  }

  /**
   * A filter that answers for what the filters after it throw. Left to the server, it would be
   * answered outside of all filters, and what {@link UnreadBodies} does would not be done.
   */
  Filter filter() {
    return (chain, request, response) -> {
      try {
        chain.proceed();
      } catch (CloseConnectionException e) {
        throw e;
      } catch (RuntimeException e) {
        handle(request, response, e);
      }
    };
  }

  private static void send(ServerRequest request, ServerResponse response, Reported reported) {
    byte[] json = reported.json();
    response.status(reported.status());
    try {
      if (Method.HEAD.equals(request.prologue().method())) {
        response.header(HeaderValues.create(HeaderNames.CONTENT_LENGTH, json.length));
        response.send();
      } else {
        response.send(json);
      }
    } catch (CloseConnectionException e) {
      LOG.log(DEBUG, "the caller went away before the answer", e);
    }
  }

  private static void addHeaders(ServerResponseHeaders headers, ErrorCode code) {
    SecurityHeaders.addTo(headers);
    headers.set(ProblemJson.CONTENT_TYPE);
    headers.set(NO_STORE);
    if (code.category() == Category.BUSY) {
      headers.set(RETRY_AFTER);
    }
  }

  private static Problem problemOf(Throwable thrown) {
    return switch (thrown) {
      case MediakeepException known when known.getCause() instanceof BodyException body ->
          body.problem();
      case MediakeepException known -> known.problem();
      case InvalidValueException invalid -> invalid.problem();
      case BodyException body -> body.problem();
      case HttpException refused -> ofStatus(refused.status());
      default -> defect();
    };
  }

  private static Problem ofStatus(Status status) {
    ErrorCode code = HttpStatus.codeOf(status);
    return code == ErrorCode.INTERNAL_ERROR
        ? defect()
        : Problem.of(code, "the request cannot be answered: " + status.reasonPhrase());
  }

  private static Problem defect() {
    return Problem.of(ErrorCode.INTERNAL_ERROR, "the service failed");
  }

  /** Writes to the log what the caller cannot mend; once, here, since nobody else sees it all. */
  private static Reported report(Problem problem, @Nullable Throwable thrown) {
    return switch (problem.code().category()) {
      case INTERNAL, DAMAGED -> {
        String incident = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
        LOG.log(ERROR, "incident " + incident + ": " + problem.message(), thrown);
        yield new Reported(problem, Optional.of(incident));
      }
      case FULL -> { // without a trace: the log may be on the disk that is full
        LOG.log(WARNING, problem.code() + ": " + problem.message());
        yield new Reported(problem, Optional.empty());
      }
      case UNAVAILABLE -> {
        Throwable cause = thrown == null ? null : thrown.getCause();
        LOG.log(WARNING, problem.code() + ": " + problem.message(), cause);
        yield new Reported(problem, Optional.empty());
      }
      default -> {
        LOG.log(DEBUG, () -> problem.code() + ": " + problem.message());
        yield new Reported(problem, Optional.empty());
      }
    };
  }

  /** The same for what the server refuses before a route is asked. */
  DirectHandlers directHandlers() {
    DirectHandlers.Builder handlers = DirectHandlers.builder();
    for (DirectHandler.EventType type : DirectHandler.EventType.values()) {
      handlers.addHandler(type, Problems::refuse);
    }
    return handlers.build();
  }

  private static DirectHandler.TransportResponse refuse(
      DirectHandler.TransportRequest request,
      DirectHandler.EventType type,
      Status status,
      ServerResponseHeaders headers,
      String message) {
    Status answered = isParsing(request, type) ? Status.BAD_REQUEST_400 : status;
    Problem problem = type == Refusal.KIND ? unread(answered, message) : ofStatus(answered);
    Reported reported = report(problem, null);
    addHeaders(headers, reported.problem().code());
    return DirectHandler.TransportResponse.builder()
        .status(answered)
        .headers(headers)
        .keepAlive(false)
        .entity(ProblemJson.of(reported.problem(), answered, reported.incident()))
        .build();
  }

  private static Problem unread(Status status, String message) {
    Problem problem = Problem.of(HttpStatus.codeOf(status), message);
    return status.code() == Status.REQUEST_URI_TOO_LONG_414.code()
        ? problem.withHint("send what is long in the metadata part of a form, not in the query")
        : problem;
  }

  /**
   * The server takes some malformed requests for defects of its own: those it never got to know.
   */
  private static boolean isParsing(
      DirectHandler.TransportRequest request, DirectHandler.EventType type) {
    return type == DirectHandler.EventType.INTERNAL_ERROR && request.method().isEmpty();
  }
}
