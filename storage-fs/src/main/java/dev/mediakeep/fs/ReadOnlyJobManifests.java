package dev.mediakeep.fs;

import dev.mediakeep.id.JobId;
import dev.mediakeep.job.FollowedLog;
import dev.mediakeep.job.FoundManifest;
import dev.mediakeep.job.JobManifest;
import dev.mediakeep.job.JobManifests;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Manifests that are looked at while another process may write them. */
final class ReadOnlyJobManifests implements JobManifests {
  private final JobManifests manifests;

  ReadOnlyJobManifests(JobManifests manifests) {
    this.manifests = manifests;
  }

  @Override
  public void put(JobManifest manifest) {
    throw refused();
  }

  @Override
  public Optional<FoundManifest> find(JobId id) {
    return manifests.find(id);
  }

  @Override
  public void forEach(Predicate<JobId> wanted, Consumer<FoundManifest> visitor) {
    manifests.forEach(wanted, visitor);
  }

  @Override
  public String setAside(JobId id) {
    throw refused();
  }

  @Override
  public boolean remove(JobId id) {
    throw refused();
  }

  @Override
  public Optional<FollowedLog> followed() {
    return manifests.followed();
  }

  @Override
  public void mark(FollowedLog followed) {
    throw refused();
  }

  private static UnsupportedOperationException refused() {
    return new UnsupportedOperationException("the home folder is open for reading only");
  }
}
