package dev.mediakeep.testkit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Runs the same action in several threads that start at one moment. */
public final class Together {
  private static final int TIMEOUT_SECONDS = 60;

  private Together() {}

  /** What a thread does. */
  @FunctionalInterface
  public interface Action {
    void run() throws Exception;
  }

  /** Runs the action in that many threads and waits for all. The first failure comes out. */
  public static void run(int threads, Action action) throws Exception {
    run(Collections.nCopies(threads, action));
  }

  /** Runs each action in a thread of its own and waits for all. The first failure comes out. */
  public static void run(List<Action> actions) throws Exception {
    CyclicBarrier start = new CyclicBarrier(actions.size());
    ExecutorService threads = Executors.newFixedThreadPool(actions.size());
    try {
      List<Future<?>> results = new ArrayList<>();
      for (Action action : actions) {
        results.add(
            threads.submit(() -> {
              start.await(TIMEOUT_SECONDS, TimeUnit.SECONDS);
              action.run();
              return true;
            }));
      }
      for (Future<?> result : results) {
        result.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
      }
    } finally {
      threads.shutdownNow();
    }
  }
}
