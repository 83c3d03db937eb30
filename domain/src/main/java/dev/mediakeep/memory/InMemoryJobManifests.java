package dev.mediakeep.memory;

import dev.mediakeep.id.JobId;
import dev.mediakeep.job.FollowedLog;
import dev.mediakeep.job.FoundManifest;
import dev.mediakeep.job.JobManifest;
import dev.mediakeep.job.JobManifests;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Manifests in memory, gone with the object. Thread-safe. */
public final class InMemoryJobManifests implements JobManifests {
  private final TreeMap<JobId, FoundManifest> manifests = new TreeMap<>();
  private final List<FoundManifest> aside = new ArrayList<>();
  private Optional<FollowedLog> followed = Optional.empty();

  /** No manifests. */
  public InMemoryJobManifests() {}

  @Override
  public synchronized void put(JobManifest manifest) {
    manifests.put(manifest.job().id(), new FoundManifest.Kept(manifest));
  }

  @Override
  public synchronized Optional<FoundManifest> find(JobId id) {
    return Optional.ofNullable(manifests.get(id));
  }

  @Override
  public void forEach(Predicate<JobId> wanted, Consumer<FoundManifest> visitor) {
    List<FoundManifest> found = new ArrayList<>();
    synchronized (this) {
      manifests.forEach((id, manifest) -> {
        if (wanted.test(id)) {
          found.add(manifest);
        }
      });
      found.addAll(aside);
    }
    found.forEach(visitor);
  }

  @Override
  public synchronized String setAside(JobId id) {
    String name = id + " aside " + (aside.size() + 1);
    if (manifests.remove(id) != null) {
      aside.add(new FoundManifest.Unreadable(name, Optional.empty(), "was put aside"));
    }
    return name;
  }

  @Override
  public synchronized boolean remove(JobId id) {
    return manifests.remove(id) != null;
  }

  @Override
  public synchronized Optional<FollowedLog> followed() {
    return followed;
  }

  @Override
  public synchronized void mark(FollowedLog next) {
    followed = Optional.of(next);
  }
}
