package dev.mediakeep.sqlite;

import dev.mediakeep.id.JobId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The jobs that were changed last, as their rows are, so that the next step of one need not read
 * it. At most 4,096 of them, and none of more than 4,096 characters of parameters. Used by the
 * writer's thread only.
 */
final class JobCache {
  private static final int MOST = 4_096;
  private static final int LONGEST = 4_096;

  /** The one that was asked for longest ago is the first. */
  private final LinkedHashMap<Long, JobRecord> rows = new LinkedHashMap<>(16, 0.75f, true);

  private final Map<JobId, Long> numbers = new HashMap<>();

  Optional<JobRecord> find(JobId id) {
    Long number = numbers.get(id);
    return number == null ? Optional.empty() : find(number);
  }

  Optional<JobRecord> find(long number) {
    return Optional.ofNullable(rows.get(number));
  }

  void put(JobRecord row) {
    if (row.job().request().parameters().text().length() > LONGEST) {
      remove(row.job().id());
      return;
    }
    rows.put(row.number(), row);
    numbers.put(row.job().id(), row.number());
    if (rows.size() > MOST) {
      remove(rows.firstEntry().getValue().job().id());
    }
  }

  void remove(JobId id) {
    Long number = numbers.remove(id);
    if (number != null) {
      rows.remove(number);
    }
  }
}
