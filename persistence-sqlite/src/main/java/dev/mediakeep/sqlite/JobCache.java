package dev.mediakeep.sqlite;

import dev.mediakeep.id.JobId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The jobs that were changed last, as their rows are, so that the next step of one need not read
 * it: reading takes as long as changing. They may take a thirty-second of the heap, estimated as a
 * kilobyte each and their parameters; one of more than 4,096 characters of those is not kept. Used
 * by the writer's thread only.
 */
final class JobCache {
  private static final int LONGEST = 4_096;
  private static final long BASE_BYTES = 1_024;
  private static final long LEAST_BYTES = 4L << 20;
  private static final int SHARE_OF_HEAP = 32;

  /** The one that was asked for longest ago is the first. */
  private final LinkedHashMap<Long, JobRecord> rows = new LinkedHashMap<>(16, 0.75f, true);

  private final Map<JobId, Long> numbers = new HashMap<>();
  private final long most;
  private long bytes;

  JobCache() {
    this(Math.max(LEAST_BYTES, Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP));
  }

  /**
   * An empty one.
   *
   * @param most what its jobs may take, in estimated bytes
   */
  JobCache(long most) {
    this.most = most;
  }

  Optional<JobRecord> find(JobId id) {
    Long number = numbers.get(id);
    return number == null ? Optional.empty() : find(number);
  }

  Optional<JobRecord> find(long number) {
    return Optional.ofNullable(rows.get(number));
  }

  void put(JobRecord row) {
    JobId id = row.job().id();
    if (row.job().request().parameters().text().length() > LONGEST) {
      remove(id);
      return;
    }
    bytes += bytes(row) - bytes(rows.put(row.number(), row));
    numbers.put(id, row.number());
    while (bytes > most) {
      remove(rows.firstEntry().getValue().job().id());
    }
  }

  void remove(JobId id) {
    Long number = numbers.remove(id);
    if (number != null) {
      bytes -= bytes(rows.remove(number));
    }
  }

  private static long bytes(@Nullable JobRecord row) {
    return row == null ? 0 : BASE_BYTES + 2L * row.job().request().parameters().text().length();
  }
}
