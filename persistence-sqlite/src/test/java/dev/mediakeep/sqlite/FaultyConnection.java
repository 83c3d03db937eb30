package dev.mediakeep.sqlite;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** A connection of which one statement fails, while it is told to. */
final class FaultyConnection {
  private final Connection real;
  private final String sql;
  private final AtomicInteger runs = new AtomicInteger();
  private final AtomicReference<Optional<Fault>> fault = new AtomicReference<>(Optional.empty());

  private record Fault(String sql, Throwable thrown) {}

  /**
   * A connection as good as the real one.
   *
   * @param sql the statement that is counted, and that fails where no other one is named
   */
  FaultyConnection(Connection real, String sql) {
    this.real = real;
    this.sql = sql;
  }

  /** From now on the statement throws that instead of being run; null ends it. */
  void failWith(Throwable thrown) {
    fault.set(Optional.ofNullable(thrown).map(one -> new Fault(sql, one)));
  }

  /** From now on that statement throws that instead of being run. */
  void failOn(String statement, Throwable thrown) {
    fault.set(Optional.of(new Fault(statement, thrown)));
  }

  /** How often the statement was run. */
  int runs() {
    return runs.get();
  }

  Connection connection() {
    return proxy(
        Connection.class,
        (method, args) -> {
          Object result = method.invoke(real, args);
          return method.getName().equals("prepareStatement")
              ? faulty((String) args[0], (PreparedStatement) result)
              : result;
        });
  }

  private PreparedStatement faulty(String prepared, PreparedStatement statement) {
    return proxy(
        PreparedStatement.class,
        (method, args) -> {
          boolean isRun = method.getName().startsWith("execute");
          Optional<Fault> planted = fault.get().filter(one -> one.sql().equals(prepared));
          if (isRun && planted.isPresent()) {
            throw planted.get().thrown();
          }
          runs.addAndGet(isRun && prepared.equals(sql) ? 1 : 0);
          return method.invoke(statement, args);
        });
  }

  private interface Behaviour {
    Object call(Method method, Object[] args) throws Throwable;
  }

  private static <T> T proxy(Class<T> type, Behaviour behaviour) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, args) -> {
              try {
                return behaviour.call(method, args);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }
}
