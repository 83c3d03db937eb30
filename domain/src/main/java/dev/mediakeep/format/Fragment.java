package dev.mediakeep.format;

import java.io.IOException;
import java.util.Optional;

/** Adds the samples of one {@code moof} box to the tracks of its movie. */
final class Fragment {
  private static final int BASE_OFFSET_FLAG = 0x1;
  private static final int DESCRIPTION_FLAG = 0x2;
  private static final int DEFAULT_DURATION_FLAG = 0x8;
  private static final int RUN_OFFSET_FLAG = 0x1;
  private static final int FIRST_SAMPLE_FLAG = 0x4;
  private static final int DURATION_FLAG = 0x100;
  private static final int ALL_SAMPLE_FLAGS = 0xf00;
  private static final int FIXED_BYTES = 8;

  private final FileWindow file;
  private final Movie movie;

  Fragment(FileWindow file, Movie movie) {
    this.file = file;
    this.movie = movie;
  }

  void read(Box moof) throws IOException, MalformedFileException {
    for (Boxes boxes = Boxes.in(file, moof); boxes.hasNext(); ) {
      Box box = boxes.next();
      if (box.type().equals("traf")) {
        readTrack(box);
      }
    }
  }

  private void readTrack(Box traf) throws IOException, MalformedFileException {
    Optional<Track> track = Optional.empty();
    long defaultTicks = 0;
    for (Boxes boxes = Boxes.in(file, traf); boxes.hasNext(); ) {
      Box box = boxes.next();
      if (box.type().equals("tfhd")) {
        box.requireBytes(FIXED_BYTES);
        track = movie.track(file.u32(box.body() + 4));
        defaultTicks = defaultTicks(box, track.map(Track::defaultSampleTicks).orElse(0L));
      } else if (box.type().equals("trun") && track.isPresent()) {
        addRun(box, track.get(), defaultTicks);
      }
    }
  }

  private long defaultTicks(Box tfhd, long otherwise) throws IOException, MalformedFileException {
    int flags = file.u24(tfhd.body() + 1);
    if ((flags & DEFAULT_DURATION_FLAG) == 0) {
      return otherwise;
    }
    int offset =
        FIXED_BYTES
            + ((flags & BASE_OFFSET_FLAG) == 0 ? 0 : 8)
            + ((flags & DESCRIPTION_FLAG) == 0 ? 0 : 4);
    tfhd.requireBytes(offset + 4);
    return file.u32(tfhd.body() + offset);
  }

  private void addRun(Box trun, Track track, long defaultTicks)
      throws IOException, MalformedFileException {
    trun.requireBytes(FIXED_BYTES);
    int flags = file.u24(trun.body() + 1);
    long samples = file.u32(trun.body() + 4);
    if ((flags & DURATION_FLAG) == 0) {
      track.addSamples(samples, defaultTicks);
      return;
    }
    long at =
        trun.body()
            + FIXED_BYTES
            + ((flags & RUN_OFFSET_FLAG) == 0 ? 0 : 4)
            + ((flags & FIRST_SAMPLE_FLAG) == 0 ? 0 : 4);
    int sampleBytes = 4 * Integer.bitCount(flags & ALL_SAMPLE_FLAGS);
    if (samples > (trun.end() - at) / sampleBytes) {
      throw new MalformedFileException("trun at " + trun.start() + " lists more than it holds");
    }
    file.count(samples);
    for (long i = 0; i < samples; i++) {
      track.addSamples(1, file.u32(at));
      at += sampleBytes;
    }
  }
}
