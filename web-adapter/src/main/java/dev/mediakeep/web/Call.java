package dev.mediakeep.web;

import dev.mediakeep.id.JobId;
import dev.mediakeep.id.MediaId;
import dev.mediakeep.job.Lane;
import dev.mediakeep.webhook.MessageId;
import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.http.ServerRequestHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** A request whose query is known to be well-formed, and the answer to it. Not thread-safe. */
final class Call {
  /** What has no declared length, the server sends in chunks. */
  private static final Header NO_CHUNKS =
      HeaderValues.createCached(HeaderNames.CONTENT_LENGTH, Long.MAX_VALUE);

  private final ServerRequest request;
  private final ServerResponse response;
  private final QueryParameters query;

  private Call(ServerRequest request, ServerResponse response, QueryParameters query) {
    this.request = request;
    this.response = response;
    this.query = query;
  }

  /**
   * The call that this request makes.
   *
   * @throws dev.mediakeep.error.MediakeepException with FIELD_UNKNOWN when the query holds another
   *     parameter
   */
  static Call of(ServerRequest request, ServerResponse response, Set<String> parameters) {
    String raw = request.prologue().query().rawValue();
    return new Call(request, response, QueryParameters.parse(raw, parameters));
  }

  QueryParameters query() {
    return query;
  }

  /** The media item that the path names. */
  MediaId id() {
    return MediaId.parse(named("id"));
  }

  /** The job that the path names. */
  JobId job() {
    return JobId.parse(named("id"));
  }

  /** The webhook that the path names. */
  MessageId message() {
    return MessageId.parse(named("id"));
  }

  /** The lane that the path names. */
  Lane lane() {
    return new Lane(named("provider"), named("model"));
  }

  private String named(String parameter) {
    return request.path().pathParameters().get(parameter);
  }

  /** The address that it comes from, by way of trusted proxies or not. */
  CallerAddress address() {
    return request.remotePeer() instanceof WatchedPeer peer
        ? peer.caller(header(HeaderNames.X_FORWARDED_FOR))
        : CallerAddress.of(request.remotePeer().address());
  }

  /**
   * Has it run, on another thread, when the caller goes away before he is answered. Meant for calls
   * whose body has been read and that are held.
   */
  void onLeaving(Runnable action) {
    if (request.remotePeer() instanceof WatchedPeer peer) {
      peer.connection().lookOut(action);
    }
  }

  /** The decoded path. */
  String path() {
    return request.prologue().uriPath().path();
  }

  boolean isHead() {
    return Method.HEAD.equals(request.prologue().method());
  }

  ServerRequestHeaders headers() {
    return request.headers();
  }

  /** The header's value; several lines of it are one list. */
  Optional<String> header(HeaderName name) {
    List<String> lines = request.headers().all(name, List::of);
    return lines.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", lines));
  }

  /** The length of the body, where it is declared. */
  OptionalLong declaredBytes() {
    return request.headers().contentLength();
  }

  /** The body; empty where there is none. It can be asked for once. */
  InputStream body() {
    return new RequestBody(() -> request.content().inputStream());
  }

  Call with(Header header) {
    response.header(header);
    return this;
  }

  Call with(HeaderName name, String value) {
    return with(HeaderValues.create(name, value));
  }

  /** Answers with these bytes, or to HEAD with their number. */
  void answer(Status status, byte[] body) {
    response.status(status);
    if (isHead()) {
      response.header(HeaderValues.create(HeaderNames.CONTENT_LENGTH, body.length));
      response.send();
    } else {
      response.send(body);
    }
  }

  /** Answers without a body. */
  void answer(Status status) {
    response.status(status).send();
  }

  /** The stream of an answer that ends when there is nothing more to say, be that after days. */
  OutputStream endless(Status status) {
    if (request.remotePeer() instanceof WatchedPeer peer && peer.connection().stream()) {
      with(NO_CHUNKS); // and it is not sent, see WatchedContext
    }
    return stream(status);
  }

  /** The stream of an answer whose length is in its headers already. The caller closes it. */
  OutputStream stream(Status status) {
    return response.status(status).outputStream();
  }
}
