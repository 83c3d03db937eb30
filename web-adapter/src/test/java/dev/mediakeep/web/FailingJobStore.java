package dev.mediakeep.web;

import dev.mediakeep.job.JobStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A store of which one method fails for as long as a test wants it to. */
final class FailingJobStore {
  private final String method;
  private final BlockingQueue<Long> failures = new LinkedBlockingQueue<>();

  /** What it fails with; empty while it works. */
  volatile Optional<RuntimeException> fault = Optional.empty();

  /** Whether the next failure is the last one. */
  volatile boolean failsOnce;

  FailingJobStore(String method) {
    this.method = method;
  }

  /** The store, which otherwise behaves as that one does. */
  JobStore over(JobStore store) {
    return (JobStore)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {JobStore.class},
            (proxy, called, arguments) -> {
              Optional<RuntimeException> now = fault;
              if (called.getName().equals(method) && now.isPresent()) {
                fault = failsOnce ? Optional.empty() : now;
                failures.add(System.nanoTime());
                throw now.get();
              }
              try {
                return called.invoke(store, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  /** Waits for the next failure, and says when it was, on an own scale. */
  Duration awaitFailure() throws InterruptedException {
    Long at = failures.poll(20, TimeUnit.SECONDS);
    if (at == null) {
      throw new AssertionError("nobody called " + method);
    }
    return Duration.ofNanos(at);
  }
}
