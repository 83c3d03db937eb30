package dev.mediakeep.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Callers that each send their next request when their last one is answered. */
final class Clients {
  /** What one client does with its connection, again and again. */
  interface Client {
    Connection.Answer exchange(Connection connection) throws Exception;
  }

  /** Makes the clients, each with what is its own. */
  interface Maker {
    Client make(int number);
  }

  private Clients() {}

  /**
   * Has the clients send so many requests together, over a connection each.
   *
   * @param status what each answer must be
   * @return how many were answered in a second
   */
  static double rate(int port, int clients, int requests, int status, Maker maker)
      throws Exception {
    AtomicInteger left = new AtomicInteger(requests);
    List<Connection> connections = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(clients)) {
      for (int client = 0; client < clients; client++) {
        connections.add(Connection.open(port));
      }
      long start = System.nanoTime();
      List<Future<?>> running = new ArrayList<>();
      for (int client = 0; client < clients; client++) {
        Client next = maker.make(client);
        Connection connection = connections.get(client);
        running.add(
            threads.submit(() -> {
              while (left.getAndDecrement() > 0) {
                require(status, next.exchange(connection));
              }
              return null;
            }));
      }
      join(running);
      return requests * Callers.NANOS_PER_SECOND / (System.nanoTime() - start);
    } finally {
      for (Connection connection : connections) {
        connection.close();
      }
    }
  }

  private static void join(List<Future<?>> running) throws InterruptedException {
    for (Future<?> one : running) {
      try {
        one.get();
      } catch (ExecutionException e) {
        throw new IllegalStateException("a client failed", e.getCause());
      }
    }
  }

  private static void require(int status, Connection.Answer answer) {
    if (answer.status() != status) {
      throw new IllegalStateException("the answer must be " + status + ", was " + answer.status());
    }
  }
}
