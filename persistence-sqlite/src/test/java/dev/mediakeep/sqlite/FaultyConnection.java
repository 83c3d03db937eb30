package dev.mediakeep.sqlite;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** A connection of which one statement fails, while it is told to. */
final class FaultyConnection {
  private final Connection real;
  private final String sql;
  private final AtomicInteger runs = new AtomicInteger();
  private final AtomicReference<Throwable> fault = new AtomicReference<>();

  FaultyConnection(Connection real, String sql) {
    this.real = real;
    this.sql = sql;
  }

  /** From now on the statement throws that instead of being run; null ends it. */
  void failWith(Throwable thrown) {
    fault.set(thrown);
  }

  /** How often the statement was run. */
  int runs() {
    return runs.get();
  }

  Connection connection() {
    return proxy(
        Connection.class,
        real,
        (name, args) -> {
          Object result = Connection.class.getMethod(name, types(name)).invoke(real, args);
          return name.equals("prepareStatement") && args[0].equals(sql)
              ? faulty((PreparedStatement) result)
              : result;
        });
  }

  private static Class<?>[] types(String name) {
    return name.equals("prepareStatement") ? new Class<?>[] {String.class} : new Class<?>[0];
  }

  private PreparedStatement faulty(PreparedStatement statement) {
    return proxy(
        PreparedStatement.class,
        statement,
        (name, args) -> {
          Throwable thrown = fault.get();
          if (thrown != null) {
            throw thrown;
          }
          runs.addAndGet(name.equals("execute") ? 1 : 0);
          return PreparedStatement.class.getMethod(name).invoke(statement, args);
        });
  }

  private interface Behaviour {
    Object call(String name, Object[] args) throws Throwable;
  }

  private static <T> T proxy(Class<T> type, Object target, Behaviour behaviour) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, args) -> {
              try {
                return behaviour.call(method.getName(), args);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }
}
