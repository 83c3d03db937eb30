package dev.mediakeep.format;

import java.io.IOException;

/** Goes over the clusters of a WebM and remembers when the last block ends. */
final class WebmClusters {
  private static final int TIMESTAMP = 0xe7;
  private static final int SIMPLE_BLOCK = 0xa3;
  private static final int BLOCK_GROUP = 0xa0;
  private static final int BLOCK = 0xa1;
  private static final int BLOCK_DURATION = 0x9b;
  private static final int BLOCK_TIME_BYTES = 2;
  private static final long NEVER = Long.MIN_VALUE;

  /** Children of a cluster have shorter ids than elements that stand beside clusters. */
  private static final int FIRST_OUTER_ID = 0x10000000;

  private final FileWindow file;
  private final WebmTrack video;
  private final boolean blocks;
  private long end;
  private long videoStart = NEVER;

  private WebmClusters(FileWindow file, WebmTrack video, boolean blocks) {
    this.file = file;
    this.video = video;
    this.blocks = blocks;
  }

  /** Looks at clusters' own timestamps only, for a file that tells how long it plays. */
  static WebmClusters timestamps(FileWindow file, WebmTrack video) {
    return new WebmClusters(file, video, false);
  }

  /** Looks at each block. */
  static WebmClusters blocks(FileWindow file, WebmTrack video) {
    return new WebmClusters(file, video, true);
  }

  /** When the last block seen ends. */
  double endNanos(long scaleNanos) {
    double nanos = (double) end * scaleNanos;
    if (videoStart == NEVER) {
      return nanos;
    }
    return Math.max(nanos, (double) videoStart * scaleNanos + video.blockNanos());
  }

  /** Reads a cluster and returns where the next element starts. */
  long read(EbmlElement cluster) throws IOException, MalformedFileException {
    long time = 0;
    for (long at = cluster.body(); at < cluster.end(); ) {
      EbmlElement child = EbmlElement.at(file, at, cluster.end());
      if (cluster.unbounded() && child.id() >= FIRST_OUTER_ID) {
        return child.start();
      }
      child.requireBounded();
      switch (child.id()) {
        case TIMESTAMP -> {
          time = child.number(file);
          end = Math.max(end, time);
          if (!blocks && !cluster.unbounded()) {
            return cluster.end();
          }
        }
        case SIMPLE_BLOCK -> block(child, time, 0);
        case BLOCK_GROUP -> group(child, time);
        default -> {}
      }
      at = child.end();
    }
    return cluster.end();
  }

  private void group(EbmlElement group, long time) throws IOException, MalformedFileException {
    if (!blocks) {
      return;
    }
    long duration = 0;
    EbmlElement block = group;
    for (long at = group.body(); at < group.end(); ) {
      EbmlElement child = EbmlElement.at(file, at, group.end());
      if (child.id() == BLOCK) {
        block = child;
      } else if (child.id() == BLOCK_DURATION) {
        duration = child.number(file);
      }
      at = child.end();
    }
    if (block.id() == BLOCK) {
      block(block, time, duration);
    }
  }

  private void block(EbmlElement block, long time, long duration)
      throws IOException, MalformedFileException {
    if (!blocks) {
      return;
    }
    int numberBytes = EbmlElement.numberBytes(file, block.body(), block.end());
    long track = EbmlElement.variableNumber(file, block.body(), numberBytes);
    if (block.end() - block.body() - numberBytes < BLOCK_TIME_BYTES) {
      throw new MalformedFileException("no time in the block at " + block.start());
    }
    long start = time + (short) file.u16(block.body() + numberBytes);
    end = Math.max(end, start + duration);
    if (track == video.number()) {
      videoStart = Math.max(videoStart, start);
    }
  }
}
