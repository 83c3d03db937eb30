package dev.mediakeep.format;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What a track box of an MP4 or MOV says, and how long its samples play. */
final class Track {
  private static final int ENABLED_FLAG = 1;
  private static final int MATRIX_OFFSET = 40;
  private static final int WIDE_MATRIX_OFFSET = 52;
  private static final int TABLE_HEADER_BYTES = 8;
  private static final int TIME_ENTRY_BYTES = 8;
  private static final int ENTRY_WIDTH_OFFSET = 24;

  private final FileWindow file;
  private final Box trak;
  private long id;
  private boolean enabled;
  private boolean turned;
  private long shownTicks;
  private long ticksPerSecond;
  private long sampleTicks;
  private long defaultSampleTicks;
  private String handler = "";
  private @Nullable Box descriptions;

  private Track(FileWindow file, Box trak) {
    this.file = file;
    this.trak = trak;
  }

  static Track read(FileWindow file, Box trak) throws IOException, MalformedFileException {
    Track track = new Track(file, trak);
    track.readWithin(trak);
    return track;
  }

  /** Whether the matrix in such a header turns by 90 or 270 degrees. */
  static boolean isQuarterTurn(FileWindow file, Box header, int matrixOffset)
      throws IOException, MalformedFileException {
    header.requireBytes(matrixOffset + 20);
    long matrix = header.body() + matrixOffset;
    return file.u32(matrix) == 0
        && file.u32(matrix + 4) != 0
        && file.u32(matrix + 12) != 0
        && file.u32(matrix + 16) == 0;
  }

  long id() {
    return id;
  }

  boolean isEnabled() {
    return enabled;
  }

  boolean isVideo() {
    return handler.equals("vide");
  }

  boolean isTurned() {
    return turned;
  }

  /** The length after edits, in the movie's ticks. */
  long shownTicks() {
    return shownTicks;
  }

  /** The length of all samples that the tables and the fragments read so far list. */
  Ticks samples() {
    return new Ticks(sampleTicks, ticksPerSecond);
  }

  long defaultSampleTicks() {
    return defaultSampleTicks;
  }

  void defaultSampleTicks(long ticks) {
    defaultSampleTicks = ticks;
  }

  void addSamples(long count, long ticksEach) {
    sampleTicks = Ticks.plus(sampleTicks, count, ticksEach);
  }

  /** The coded size of a video track's pictures. */
  Dimensions size() throws IOException, MalformedFileException {
    if (descriptions == null) {
      throw new MalformedFileException("no stsd box in the video track at " + trak.start());
    }
    Boxes entries = Boxes.in(file, descriptions, TABLE_HEADER_BYTES);
    if (!entries.hasNext()) {
      throw new MalformedFileException("no entry in the stsd box at " + descriptions.start());
    }
    Box entry = entries.next();
    entry.requireBytes(ENTRY_WIDTH_OFFSET + 4);
    long width = entry.body() + ENTRY_WIDTH_OFFSET;
    return PixelSize.of(file.u16(width), file.u16(width + 2));
  }

  /** Reads what is in a box and, three boxes deep at most, in those in it. */
  private void readWithin(Box parent) throws IOException, MalformedFileException {
    for (Boxes boxes = Boxes.in(file, parent); boxes.hasNext(); ) {
      Box box = boxes.next();
      switch (parent.type() + "/" + box.type()) {
        case "trak/mdia", "mdia/minf", "minf/stbl" -> readWithin(box);
        case "trak/tkhd" -> header(box);
        case "mdia/mdhd" -> ticksPerSecond = Ticks.of(file, box).perSecond();
        case "mdia/hdlr" -> handler = handler(box);
        case "stbl/stsd" -> descriptions = box;
        case "stbl/stts" -> addTable(box);
        default -> {}
      }
    }
  }

  private void header(Box tkhd) throws IOException, MalformedFileException {
    tkhd.requireBytes(MATRIX_OFFSET);
    long body = tkhd.body();
    boolean wide = file.u8(body) == 1;
    enabled = (file.u8(body + 3) & ENABLED_FLAG) != 0;
    id = file.u32(body + (wide ? 20 : 12));
    shownTicks = Ticks.count(file, body + (wide ? 28 : 20), wide);
    turned = isQuarterTurn(file, tkhd, wide ? WIDE_MATRIX_OFFSET : MATRIX_OFFSET);
  }

  private String handler(Box hdlr) throws IOException, MalformedFileException {
    hdlr.requireBytes(12);
    return file.latin(hdlr.body() + 8, 4);
  }

  private void addTable(Box stts) throws IOException, MalformedFileException {
    stts.requireBytes(TABLE_HEADER_BYTES);
    long entries = file.u32(stts.body() + 4);
    long at = stts.body() + TABLE_HEADER_BYTES;
    if (entries > (stts.end() - at) / TIME_ENTRY_BYTES) {
      throw new MalformedFileException("stts at " + stts.start() + " lists more than it holds");
    }
    file.count(entries);
    for (long i = 0; i < entries; i++) {
      addSamples(file.u32(at), file.u32(at + 4));
      at += TIME_ENTRY_BYTES;
    }
  }
}
