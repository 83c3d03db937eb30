package dev.mediakeep.web;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.error.MediakeepException;
import dev.mediakeep.job.JobOperations;
import dev.mediakeep.job.JobQueue;
import dev.mediakeep.media.MediaLibrary;
import io.helidon.webserver.WebServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP API and the gallery page of one media library and its queue of video jobs, answering
 * until it is closed. Each connection has a virtual thread of its own. Thread-safe.
 */
public final class HttpService implements AutoCloseable {
  private final WebServer server;
  private final Connections connections;
  private final JobParts jobs;
  private final ServiceState state;
  private final InetAddress bound;

  private HttpService(
      WebServer server,
      Connections connections,
      JobParts jobs,
      ServiceState state,
      InetAddress bound) {
    this.server = server;
    this.connections = connections;
    this.jobs = jobs;
    this.state = state;
    this.bound = bound;
  }

  /**
   * Starts answering. When it returns, connections are accepted.
   *
   * @param library the media items; it is not closed with the service
   * @param queue the video jobs
   * @param operations what those who run it look at and do about jobs
   * @throws MediakeepException with {@link ErrorCode#ADDRESS_UNAVAILABLE} when it cannot listen on
   *     the configured address
   */
  public static HttpService start(
      HttpConfig config, MediaLibrary library, JobQueue queue, JobOperations operations) {
    InetAddress address = resolve(config.host());
    requireFree(new InetSocketAddress(address, config.port()));
    ServiceState state = new ServiceState();
    Connections connections = new Connections(config);
    JobParts jobs = JobParts.open(queue, operations);
    Routing routing = Routing.of(config, address.isLoopbackAddress(), library, jobs, state);
    WebServer server = Listener.of(config, address, connections, routing).build().start();
    if (!server.isRunning()) {
      jobs.close();
      throw unavailable(config.host() + ":" + config.port(), null);
    }
    connections.watch();
    return new HttpService(server, connections, jobs, state, address);
  }

  private static InetAddress resolve(String host) {
    try {
      return InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      throw unavailable(host, e);
    }
  }

  /** Asks first, since the server itself does not tell why it did not start. */
  private static void requireFree(InetSocketAddress address) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(address);
    } catch (IOException e) {
      throw unavailable(address.getHostString() + ":" + address.getPort(), e);
    }
  }

  private static MediakeepException unavailable(String address, @Nullable IOException cause) {
    String reason = cause == null ? "" : ": " + cause.getMessage();
    return new MediakeepException(
        ErrorCode.ADDRESS_UNAVAILABLE, "listening failed: " + address + reason, cause);
  }

  /** The port that it listens on, also where the configuration left the choice to the system. */
  public int port() {
    return address().getPort();
  }

  /** The address and port that it listens on. */
  public InetSocketAddress address() {
    return new InetSocketAddress(bound, server.port());
  }

  /**
   * Stops answering: first the readiness check fails, and what is held open ends: streams of
   * events, and workers' waits for jobs. Then no connection is accepted any more, then requests
   * under way have the configured grace to finish, and what is left of them is cut off. May be
   * called again.
   */
  @Override
  public void close() {
    state.stop();
    jobs.close();
    connections.stop();
    server.stop();
    connections.close();
  }
}
