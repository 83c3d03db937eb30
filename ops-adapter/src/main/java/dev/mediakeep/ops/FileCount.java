package dev.mediakeep.ops;

/** Counts the files that a walk finds, before anything is done with them. */
final class FileCount implements FileWalk.Visitor {
  private final StopSignal stop;
  private long files;
  private long bytes;

  FileCount(StopSignal stop) {
    this.stop = stop;
  }

  @Override
  public void found(FileWalk.Found found) {
    files++;
    bytes += found.bytes();
  }

  @Override
  public void left(FileOutcome outcome) {
    files += outcome instanceof FileOutcome.Refused ? 1 : 0;
  }

  @Override
  public boolean wantsMore() {
    return !stop.isGiven();
  }

  Progress.Total total() {
    return new Progress.Total(files, bytes);
  }
}
