package dev.mediakeep.format;

import java.io.IOException;
import java.util.Optional;

/**
 * A video track of a WebM.
 *
 * @param number what its blocks call it
 * @param size the coded size of its pictures
 * @param blockNanos how long a block plays that does not say so itself; 0 where unknown
 */
record WebmTrack(long number, Dimensions size, long blockNanos) {
  private static final int TRACK_ENTRY = 0xae;
  private static final int TRACK_NUMBER = 0xd7;
  private static final int TRACK_TYPE = 0x83;
  private static final int VIDEO_TYPE = 1;
  private static final int DEFAULT_DURATION = 0x23e383;
  private static final int VIDEO = 0xe0;
  private static final int PIXEL_WIDTH = 0xb0;
  private static final int PIXEL_HEIGHT = 0xba;

  /** The first video track among those listed. */
  static Optional<WebmTrack> firstVideo(FileWindow file, EbmlElement tracks)
      throws IOException, MalformedFileException {
    for (long at = tracks.body(); at < tracks.end(); ) {
      EbmlElement entry = EbmlElement.at(file, at, tracks.end());
      if (entry.id() == TRACK_ENTRY && numberIn(file, entry, TRACK_TYPE) == VIDEO_TYPE) {
        return Optional.of(read(file, entry));
      }
      at = entry.end();
    }
    return Optional.empty();
  }

  private static WebmTrack read(FileWindow file, EbmlElement entry)
      throws IOException, MalformedFileException {
    Optional<EbmlElement> video = childOf(file, entry, VIDEO);
    if (video.isEmpty()) {
      throw new MalformedFileException("no size in the video track at " + entry.start());
    }
    Dimensions size =
        PixelSize.of(
            numberIn(file, video.get(), PIXEL_WIDTH), numberIn(file, video.get(), PIXEL_HEIGHT));
    return new WebmTrack(
        numberIn(file, entry, TRACK_NUMBER), size, numberIn(file, entry, DEFAULT_DURATION));
  }

  /** The number in the first child with that id; 0 where there is none. */
  private static long numberIn(FileWindow file, EbmlElement parent, int id)
      throws IOException, MalformedFileException {
    Optional<EbmlElement> child = childOf(file, parent, id);
    return child.isPresent() ? child.get().number(file) : 0;
  }

  private static Optional<EbmlElement> childOf(FileWindow file, EbmlElement parent, int id)
      throws IOException, MalformedFileException {
    for (long at = parent.body(); at < parent.end(); ) {
      EbmlElement child = EbmlElement.at(file, at, parent.end());
      if (child.id() == id) {
        return Optional.of(child);
      }
      at = child.end();
    }
    return Optional.empty();
  }
}
