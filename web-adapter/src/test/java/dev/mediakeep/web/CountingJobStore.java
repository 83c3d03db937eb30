package dev.mediakeep.web;

import dev.mediakeep.job.Job;
import dev.mediakeep.job.JobStore;
import dev.mediakeep.testkit.FaultyJobStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** A store that counts how often it is asked for jobs, and lets a test come in between. */
final class CountingJobStore {
  final AtomicInteger claims = new AtomicInteger();
  final AtomicReference<Runnable> onceClaimed = new AtomicReference<>(() -> {});

  /** The store, which behaves as that one does. */
  JobStore over(JobStore store) {
    JobStore same = new FaultyJobStore(store, moment -> {});
    return (JobStore)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {JobStore.class},
            (proxy, method, arguments) -> {
              try {
                Object result = method.invoke(same, arguments);
                if (method.getName().equals("claim")) {
                  claims.incrementAndGet();
                  if (!((List<?>) result).isEmpty()
                      && ((List<?>) result).getFirst() instanceof Job) {
                    onceClaimed.get().run();
                  }
                }
                return result;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
