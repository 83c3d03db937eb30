package dev.mediakeep.format;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What the movie box of an MP4 or MOV says. */
final class Movie {
  private static final int MAX_TRACKS = 256;
  private static final int MATRIX_OFFSET = 36;
  private static final int WIDE_MATRIX_OFFSET = 48;

  private final FileWindow file;
  private final Box moov;
  private final Map<Long, Track> tracks = new LinkedHashMap<>();
  private Ticks shown = new Ticks(0, 0);
  private boolean turned;
  private boolean fragmented;

  private Movie(FileWindow file, Box moov) {
    this.file = file;
    this.moov = moov;
  }

  static Movie read(FileWindow file, Box moov) throws IOException, MalformedFileException {
    Movie movie = new Movie(file, moov);
    movie.readHeaderAndTracks();
    movie.readFragmentDefaults();
    return movie;
  }

  /** Whether samples may stand outside the movie box's own tables. */
  boolean isFragmented() {
    return fragmented;
  }

  Optional<Track> track(long id) {
    return Optional.ofNullable(tracks.get(id));
  }

  Dimensions shown() throws IOException, MalformedFileException {
    Track video = videoTrack();
    Dimensions size = video.size();
    return video.isTurned() != turned ? PixelSize.turned(size) : size;
  }

  /**
   * The length of the presentation. A fragmented movie's headers may know of a part only, and some
   * recorders never fill in any: then the samples tell.
   */
  Duration duration() throws MalformedFileException {
    Duration longest = shown.toDuration();
    if (fragmented || longest.isZero()) {
      for (Track track : tracks.values()) {
        Duration samples = track.samples().toDuration();
        longest = samples.compareTo(longest) > 0 ? samples : longest;
      }
    }
    return longest;
  }

  private Track videoTrack() throws MalformedFileException {
    return tracks.values().stream()
        .filter(Track::isVideo)
        .filter(Track::isEnabled)
        .findFirst()
        .or(() -> tracks.values().stream().filter(Track::isVideo).findFirst())
        .orElseThrow(
            () -> new MalformedFileException("no video track in the moov box at " + moov.start()));
  }

  private void readHeaderAndTracks() throws IOException, MalformedFileException {
    for (Boxes boxes = Boxes.in(file, moov); boxes.hasNext(); ) {
      Box box = boxes.next();
      switch (box.type()) {
        case "mvhd" -> header(box);
        case "trak" -> add(Track.read(file, box), box);
        default -> {}
      }
    }
    for (Track track : tracks.values()) {
      showAtLeast(track.shownTicks());
    }
  }

  private void header(Box mvhd) throws IOException, MalformedFileException {
    shown = Ticks.of(file, mvhd);
    boolean wide = file.u8(mvhd.body()) == 1;
    turned = Track.isQuarterTurn(file, mvhd, wide ? WIDE_MATRIX_OFFSET : MATRIX_OFFSET);
  }

  private void add(Track track, Box trak) throws MalformedFileException {
    if (tracks.size() == MAX_TRACKS || tracks.putIfAbsent(track.id(), track) != null) {
      throw new MalformedFileException(
          "trak at " + trak.start() + " repeats an id or is more than the " + MAX_TRACKS + "th");
    }
  }

  private void showAtLeast(long ticks) {
    shown = new Ticks(Math.max(shown.count(), ticks), shown.perSecond());
  }

  private void readFragmentDefaults() throws IOException, MalformedFileException {
    for (Boxes boxes = Boxes.in(file, moov); boxes.hasNext(); ) {
      Box box = boxes.next();
      if (box.type().equals("mvex")) {
        fragmented = true;
        for (Boxes inner = Boxes.in(file, box); inner.hasNext(); ) {
          fragmentDefault(inner.next());
        }
      }
    }
  }

  private void fragmentDefault(Box box) throws IOException, MalformedFileException {
    if (box.type().equals("mehd")) {
      box.requireBytes(8);
      boolean wide = file.u8(box.body()) == 1;
      box.requireBytes(wide ? 12 : 8);
      showAtLeast(Ticks.count(file, box.body() + 4, wide));
    } else if (box.type().equals("trex")) {
      box.requireBytes(16);
      long sampleTicks = file.u32(box.body() + 12);
      track(file.u32(box.body() + 4)).ifPresent(track -> track.defaultSampleTicks(sampleTicks));
    }
  }
}
