package dev.mediakeep.testkit;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.error.MediakeepException;
import dev.mediakeep.id.JobId;
import dev.mediakeep.job.FollowedLog;
import dev.mediakeep.job.FoundManifest;
import dev.mediakeep.job.JobManifest;
import dev.mediakeep.job.JobManifests;
import dev.mediakeep.memory.InMemoryJobManifests;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Manifests in memory that remember what was done, and fail as they are told to. */
final class RecordingManifests implements JobManifests {
  final List<JobId> puts = new ArrayList<>();
  int walks;

  /** What was marked when a manifest was put last. */
  long reachAtLastPut;

  /** Whether something was put since something was marked. */
  boolean isUnsettled;

  Predicate<JobId> refused = id -> false;
  boolean marksFail;
  Runnable afterMark = () -> {};
  private final JobManifests manifests = new InMemoryJobManifests();

  @Override
  public void put(JobManifest manifest) {
    if (refused.test(manifest.job().id())) {
      throw new MediakeepException(ErrorCode.DISK_FULL, "the disk is full");
    }
    puts.add(manifest.job().id());
    isUnsettled = true;
    reachAtLastPut = manifests.followed().map(FollowedLog::reach).orElse(0L);
    manifests.put(manifest);
  }

  @Override
  public Optional<FoundManifest> find(JobId id) {
    return manifests.find(id);
  }

  @Override
  public void forEach(Predicate<JobId> wanted, Consumer<FoundManifest> visitor) {
    walks++;
    manifests.forEach(wanted, visitor);
  }

  @Override
  public String setAside(JobId id) {
    return manifests.setAside(id);
  }

  @Override
  public boolean remove(JobId id) {
    return manifests.remove(id);
  }

  @Override
  public Optional<FollowedLog> followed() {
    return manifests.followed();
  }

  @Override
  public void mark(FollowedLog followed) {
    if (marksFail) {
      throw new MediakeepException(ErrorCode.DISK_FULL, "the disk is full");
    }
    manifests.mark(followed);
    isUnsettled = false;
    afterMark.run();
  }
}
