package dev.mediakeep.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Virtual threads that call at the same time, each again when its last call returned. */
final class Callers {
  static final double NANOS_PER_SECOND = 1e9;

  /** What a caller does with each of the numbers that it is given. */
  interface Call {
    void with(int number) throws Exception;
  }

  private Callers() {}

  /**
   * Makes the call with each number from 0 on, shared out among the callers.
   *
   * @return how many calls returned in a second
   */
  static double rate(int callers, int calls, Call call) throws Exception {
    long start = System.nanoTime();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> running = new ArrayList<>();
      for (int caller = 0; caller < callers; caller++) {
        int first = caller;
        running.add(
            threads.submit(() -> {
              for (int number = first; number < calls; number += callers) {
                call.with(number);
              }
              return null;
            }));
      }
      for (Future<?> one : running) {
        one.get();
      }
    }
    return calls * NANOS_PER_SECOND / (System.nanoTime() - start);
  }
}
