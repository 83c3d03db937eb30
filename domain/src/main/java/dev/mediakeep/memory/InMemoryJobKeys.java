package dev.mediakeep.memory;

import dev.mediakeep.id.JobId;
import dev.mediakeep.id.OwnerId;
import dev.mediakeep.job.IdempotencyKey;
import dev.mediakeep.job.Job;
import dev.mediakeep.job.KeyClaim;
import dev.mediakeep.job.NewJob;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which job each key of an owner stands for. Guarded by its store. */
final class InMemoryJobKeys {
  private final Map<Owned, Kept> kept = new HashMap<>();

  private record Owned(OwnerId owner, IdempotencyKey key) {}

  /** What a key stands for, and how long. */
  private record Kept(JobId job, Instant until) {}

  /** The job that the key of a request stands for; empty where it has none, or a new one. */
  Optional<JobId> find(NewJob asked) {
    return asked
        .key()
        .map(key -> kept.get(new Owned(asked.request().owner(), key)))
        .filter(found -> asked.now().isBefore(found.until()))
        .map(Kept::job);
  }

  /** Lets the key of a request, where it has one, stand for it. */
  void put(NewJob asked) {
    Instant until = asked.now().plus(NewJob.KEY_TERM);
    asked.key().ifPresent(key -> put(asked.job(), new KeyClaim(key, until)));
  }

  void put(Job job, KeyClaim claim) {
    kept.put(new Owned(job.request().owner(), claim.key()), new Kept(job.id(), claim.until()));
  }

  /** Removes keys that stood for a request until then or less, at most so many; says how many. */
  int purgeBefore(Instant time, int most) {
    List<Owned> old =
        kept.entrySet().stream()
            .filter(entry -> !entry.getValue().until().isAfter(time))
            .map(Map.Entry::getKey)
            .limit(most)
            .toList();
    kept.keySet().removeAll(old);
    return old.size();
  }

  /** The key that stands for a job the longest. */
  Optional<KeyClaim> of(JobId job) {
    return kept.entrySet().stream()
        .filter(entry -> entry.getValue().job().equals(job))
        .map(entry -> new KeyClaim(entry.getKey().key(), entry.getValue().until()))
        .max(Comparator.comparing(KeyClaim::until));
  }
}
