package dev.mediakeep.format;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * Reads WebM, also as a browser's recorder writes it: without a duration and with sizes left open.
 */
final class WebmReader implements FormatReader {
  private static final int SEGMENT = 0x18538067;
  private static final int VOID = 0xec;

  @Override
  public MediaShape read(FileWindow file) throws IOException, MalformedFileException {
    long at = EbmlHeader.read(file).end();
    EbmlElement segment = EbmlElement.at(file, at, file.size());
    while (segment.id() == VOID && !segment.unbounded()) {
      segment = EbmlElement.at(file, segment.end(), file.size());
    }
    if (segment.id() != SEGMENT) {
      throw new MalformedFileException("no Segment at " + segment.start());
    }
    if (segment.end() != file.size()) {
      throw new MalformedFileException(
          file.size() - segment.end() + " bytes behind the Segment, at " + segment.end());
    }
    return new Walk(file).read(segment);
  }

  /** One pass over a segment. */
  private static final class Walk {
    private static final int EBML = 0x1a45dfa3;
    private static final int INFO = 0x1549a966;
    private static final int TIMESTAMP_SCALE = 0x2ad7b1;
    private static final int DURATION = 0x4489;
    private static final int TRACKS = 0x1654ae6b;
    private static final int CLUSTER = 0x1f43b675;
    private static final long DEFAULT_SCALE_NANOS = 1_000_000;
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private final FileWindow file;
    private long scaleNanos = DEFAULT_SCALE_NANOS;
    private double told;
    private Optional<WebmTrack> video = Optional.empty();
    private Optional<WebmClusters> clusters = Optional.empty();

    Walk(FileWindow file) {
      this.file = file;
    }

    MediaShape read(EbmlElement segment) throws IOException, MalformedFileException {
      for (long at = segment.body(); at < segment.end(); ) {
        EbmlElement element = EbmlElement.at(file, at, segment.end());
        at = element.id() == CLUSTER ? cluster(element) : other(element);
      }
      if (video.isEmpty() || clusters.isEmpty()) {
        throw new MalformedFileException(
            "no video track or no Cluster in the Segment at " + segment.start());
      }
      return new MediaShape(
          MediaFormat.WEBM, video.get().size(), Optional.of(duration(clusters.get())));
    }

    private long other(EbmlElement element) throws IOException, MalformedFileException {
      element.requireBounded();
      switch (element.id()) {
        case INFO -> info(element);
        case TRACKS -> video = video.isPresent() ? video : WebmTrack.firstVideo(file, element);
        case EBML, SEGMENT ->
            throw new MalformedFileException("a second file at " + element.start());
        default -> {}
      }
      return element.end();
    }

    private void info(EbmlElement info) throws IOException, MalformedFileException {
      for (long at = info.body(); at < info.end(); ) {
        EbmlElement child = EbmlElement.at(file, at, info.end());
        switch (child.id()) {
          case TIMESTAMP_SCALE -> scaleNanos = child.number(file);
          case DURATION -> told = child.real(file);
          default -> {}
        }
        at = child.end();
      }
    }

    private long cluster(EbmlElement cluster) throws IOException, MalformedFileException {
      if (video.isEmpty()) {
        throw new MalformedFileException("no video track before the Cluster at " + cluster.start());
      }
      if (clusters.isEmpty()) {
        clusters = video.map(this::clustersOf);
      }
      return clusters.get().read(cluster);
    }

    private WebmClusters clustersOf(WebmTrack track) {
      return told > 0 ? WebmClusters.timestamps(file, track) : WebmClusters.blocks(file, track);
    }

    /** What the header tells, but never less than what the clusters show. */
    private Duration duration(WebmClusters seen) throws MalformedFileException {
      double nanos = seen.endNanos(scaleNanos);
      if (told > 0) {
        nanos = Math.max(nanos, told * scaleNanos);
      }
      return new Ticks(Math.round(nanos), NANOS_PER_SECOND).toDuration();
    }
  }
}
