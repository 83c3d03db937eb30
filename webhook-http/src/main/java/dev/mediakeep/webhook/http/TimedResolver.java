package dev.mediakeep.webhook.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Bounds the time of lookups, which have no bound of their own, cannot be interrupted and would
 * hold up the carrier of a virtual thread: they run on threads of the platform, and who has waited
 * long enough goes on without them. Thread-safe.
 */
final class TimedResolver implements AutoCloseable {
  /** More than there are messages at a time: those that were given up go on for a while. */
  private static final int MOST_AT_A_TIME = 128;

  private static final int IDLE_SECONDS = 30;

  private final Resolver resolver;
  private final ThreadPoolExecutor threads;

  TimedResolver(Resolver resolver) {
    this.resolver = resolver;
    this.threads =
        new ThreadPoolExecutor(
            MOST_AT_A_TIME,
            MOST_AT_A_TIME,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().daemon().name("mediakeep-webhook-lookup-", 0).factory());
    threads.allowCoreThreadTimeOut(true);
  }

  List<InetAddress> addressesOf(String host, Duration longest) throws IOException {
    Future<List<InetAddress>> lookup = threads.submit(() -> resolver.addressesOf(host));
    try {
      return lookup.get(longest.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      lookup.cancel(true);
      throw new InterruptedIOException("looking up the host took too long");
    } catch (InterruptedException e) {
      lookup.cancel(true);
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    } catch (ExecutionException e) {
      UnknownHostException unknown = new UnknownHostException("the host has no address");
      unknown.initCause(e.getCause());
      throw unknown;
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
