package dev.mediakeep.embedded;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What has been opened so far, so that it can be closed the other way round. Not thread-safe. */
final class OpenParts {
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();

  <T extends AutoCloseable> T opened(T part) {
    parts.push(part);
    return part;
  }

  List<AutoCloseable> inClosingOrder() {
    return List.copyOf(parts);
  }

  /** Closes each, also when one fails; throws the first failure with the others added to it. */
  static void closeAll(List<AutoCloseable> inOrder) {
    RuntimeException failure = null;
    for (AutoCloseable part : inOrder) {
      try {
        part.close();
      } catch (Exception e) { // of any kind: the others must still be closed
        failure = added(failure, e);
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  private static RuntimeException added(@Nullable RuntimeException first, Exception next) {
    RuntimeException unchecked =
        next instanceof RuntimeException runtime ? runtime : new IllegalStateException(next);
    if (first == null) {
      return unchecked;
    }
    first.addSuppressed(unchecked);
    return first;
  }
}
