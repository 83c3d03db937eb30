package dev.mediakeep.job;

import dev.mediakeep.id.JobId;
import java.util.List;
import java.util.Optional;

/**
 * What came of holding the manifests against the store.
 *
 * @param isComplete whether each manifest was looked at; otherwise the store was known to have all
 *     that they tell
 * @param looked how many manifests were looked at
 * @param findings those that the store did not just know, in no particular order
 * @param lanes those that the store did not know and that were made, with room by default
 */
public record ReconcileReport(
    boolean isComplete, long looked, List<Finding> findings, List<Lane> lanes) {
  static final ReconcileReport IN_STEP = new ReconcileReport(false, 0, List.of(), List.of());

  public ReconcileReport {
    findings = List.copyOf(findings);
    lanes = List.copyOf(lanes);
  }

  /** How many findings are of that kind. */
  public long count(Kind kind) {
    return findings.stream().filter(finding -> finding.kind() == kind).count();
  }

  /** What a finding is. */
  public enum Kind {
    /** The manifest knew more, and the store has it now. */
    TAKEN_BACK,
    /**
     * Both know of something that the other does not; the store's stays, the manifest's is aside.
     */
    CONFLICT,
    /** It ended so long ago that its manifest is gone, and the store has it as not begun yet. */
    FORGOTTEN,
    /** What stands there is no manifest of this home; it was left as it is. */
    UNREADABLE
  }

  /**
   * One thing that people may want to know.
   *
   * @param place the name of the file, or of whatever the manifest is kept in
   * @param detail for people, on one line
   */
  public record Finding(Kind kind, Optional<JobId> job, String place, String detail) {}
}
