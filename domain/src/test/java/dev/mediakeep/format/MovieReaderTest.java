package dev.mediakeep.format;

import static dev.mediakeep.format.FileBytes.box;
import static dev.mediakeep.format.FileBytes.join;
import static dev.mediakeep.format.FileBytes.latin;
import static dev.mediakeep.format.FileBytes.u16;
import static dev.mediakeep.format.FileBytes.u32;
import static dev.mediakeep.format.FileBytes.u64;
import static dev.mediakeep.format.Reading.assertMalformed;
import static dev.mediakeep.format.Reading.shapeOf;
import static dev.mediakeep.format.Reading.sizeOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class MovieReaderTest {
  private static final Dimensions SIZE = new Dimensions(40, 30);
  private static final Dimensions TURNED = new Dimensions(30, 40);
  private static final int[] UPRIGHT = {1, 0, 0, 1};
  private static final int[] QUARTER = {0, 1, -1, 0};
  private static final int[] HALF = {-1, 0, 0, -1};
  private static final byte[] MDAT = box("mdat", new byte[1]);
  private static final long UNKNOWN = 0xffff_ffffL;

  private final MovieReader reader = new MovieReader(MediaFormat.MP4);

  @Test
  void reads_size_and_duration() throws Exception {
    MediaShape shape = shapeOf(reader, moov(header(2_500, UPRIGHT), track(1, 0, UPRIGHT)), MDAT);
    assertThat(shape.dimensions()).isEqualTo(SIZE);
    assertThat(shape.duration()).contains(Duration.ofMillis(2_500));
  }

  @Test
  void the_tracks_matrix_turns() throws Exception {
    assertThat(sizeOf(reader, moov(header(1, UPRIGHT), track(1, 0, QUARTER)), MDAT))
        .isEqualTo(TURNED);
    assertThat(sizeOf(reader, moov(header(1, UPRIGHT), track(1, 0, HALF)), MDAT)).isEqualTo(SIZE);
  }

  @Test
  void the_movies_matrix_turns_once_more() throws Exception {
    assertThat(sizeOf(reader, moov(header(1, QUARTER), track(1, 0, UPRIGHT)), MDAT))
        .isEqualTo(TURNED);
    assertThat(sizeOf(reader, moov(header(1, QUARTER), track(1, 0, QUARTER)), MDAT))
        .isEqualTo(SIZE);
  }

  @Test
  void a_track_longer_than_the_header_counts() throws Exception {
    assertThat(duration(moov(header(10, UPRIGHT), track(1, 3_000, UPRIGHT)), MDAT))
        .isEqualTo(3_000);
  }

  @Test
  void samples_tell_where_the_header_does_not_know() throws Exception {
    byte[] samples = stts(90, 1_000, 10, 500);
    for (long unknown : new long[] {0, UNKNOWN}) {
      assertThat(
              duration(moov(header(unknown, UPRIGHT), track(1, unknown, UPRIGHT, samples)), MDAT))
          .isEqualTo(1_056);
    }
  }

  @Test
  void fragments_add_up() throws Exception {
    byte[] moov =
        moov(header(0, UPRIGHT), track(1, 0, UPRIGHT), box("mvex", trex(1, 3_000), trex(2, 7)));
    byte[] byDefault = moof(tfhd(1, 0), trun(0, 30));
    byte[] byFragment = moof(tfhd(1, 0x8, 6_000), trun(0x5, 15, 0, 0));
    byte[] bySample =
        moof(tfhd(1, 0x3b, 0, 0, 0, 0, 0, 0), trun(0x700, 2, 90_000, 1, 2, 45_000, 3, 4));
    byte[] ofNobody = moof(tfhd(9, 0), trun(0, 1_000_000));

    assertThat(duration(moov, byDefault, MDAT)).isEqualTo(1_000);
    assertThat(duration(moov, byDefault, MDAT, byFragment, MDAT)).isEqualTo(2_000);
    assertThat(duration(moov, byDefault, MDAT, bySample, ofNobody, MDAT)).isEqualTo(2_500);
  }

  @Test
  void a_fragmented_movies_header_counts_when_longer() throws Exception {
    byte[] narrow = box("mvex", box("mehd", u32(0), u32(7_000)), trex(1, 3_000));
    byte[] wide = box("mvex", box("mehd", u32(0x0100_0000), u64(8_000)), trex(1, 3_000));
    assertThat(duration(moov(header(0, UPRIGHT), track(1, 0, UPRIGHT), narrow), MDAT))
        .isEqualTo(7_000);
    assertThat(duration(moov(header(0, UPRIGHT), track(1, 0, UPRIGHT), wide), MDAT))
        .isEqualTo(8_000);
  }

  @Test
  void the_first_enabled_video_track_counts() throws Exception {
    byte[] hidden = track(2, 0, QUARTER);
    hidden[8 + 8 + 3] = 0;
    assertThat(sizeOf(reader, moov(header(1, UPRIGHT), hidden, track(1, 0, UPRIGHT)), MDAT))
        .isEqualTo(SIZE);
    assertThat(sizeOf(reader, moov(header(1, UPRIGHT), hidden), MDAT)).isEqualTo(TURNED);
  }

  @Test
  void refuses_movies_without_samples() {
    byte[] moov = moov(header(1, UPRIGHT), track(1, 0, UPRIGHT), box("mvex", trex(1, 1)));
    assertMalformed(reader, moov).isEqualTo("no mdat box for the moov box at 0");
    assertMalformed(reader, moov, MDAT, moof(tfhd(1, 0)))
        .isEqualTo("no mdat box for the moof box at " + (moov.length + MDAT.length));
  }

  @Test
  void refuses_files_without_a_movie() {
    assertMalformed(reader, MDAT).isEqualTo("no moov box before the file's end at 9");
  }

  @Test
  void refuses_movies_without_a_video_track() {
    assertMalformed(reader, moov(header(1, UPRIGHT)), MDAT)
        .isEqualTo("no video track in the moov box at 0");
  }

  @Test
  void refuses_two_movies_and_two_tracks_of_one_id() {
    byte[] moov = moov(header(1, UPRIGHT), track(1, 0, UPRIGHT));
    assertMalformed(reader, moov, MDAT, moov).startsWith("a second moov box at");
    assertMalformed(reader, moov(track(1, 0, UPRIGHT), track(1, 0, UPRIGHT)), MDAT)
        .contains("repeats an id");
  }

  @Test
  void refuses_more_tracks_than_anybody_has() {
    byte[][] tracks = new byte[257][];
    Arrays.setAll(tracks, id -> track(id, 0, UPRIGHT));
    assertMalformed(reader, moov(join(tracks)), MDAT).contains("more than the 256th");
  }

  @Test
  void refuses_tables_that_list_more_than_they_hold() {
    byte[] claim = box("stts", u32(0), u32(UNKNOWN), new byte[80]);
    assertMalformed(reader, moov(track(1, 0, UPRIGHT, claim)), MDAT)
        .startsWith("stts at")
        .endsWith("lists more than it holds");
    byte[] moov = moov(header(0, UPRIGHT), track(1, 0, UPRIGHT), box("mvex", trex(1, 1)));
    assertMalformed(reader, moov, moof(tfhd(1, 0), trun(0x100, 0x7fff_ffff, 1)), MDAT)
        .startsWith("trun at")
        .endsWith("lists more than it holds");
  }

  @Test
  void refuses_durations_that_make_no_sense() {
    byte[] endless = stts((int) UNKNOWN, (int) UNKNOWN);
    assertMalformed(reader, moov(header(0, UPRIGHT), track(1, 0, UPRIGHT, endless)), MDAT)
        .startsWith("duration must be at most");
  }

  private long duration(byte[]... parts) throws Exception {
    return shapeOf(reader, parts).duration().orElseThrow().toMillis();
  }

  private static byte[] moov(byte[]... parts) {
    return box("moov", parts);
  }

  /** A header of 1,000 ticks a second. */
  private static byte[] header(long ticks, int[] matrix) {
    return box(
        "mvhd", new byte[12], u32(1_000), u32(ticks), new byte[16], matrix(matrix), new byte[28]);
  }

  /** A video track of 90,000 ticks a second. */
  private static byte[] track(int id, long shownTicks, int[] matrix, byte[]... tables) {
    byte[] tkhd =
        box(
            "tkhd",
            u32(1),
            new byte[8],
            u32(id),
            u32(0),
            u32(shownTicks),
            new byte[16],
            matrix(matrix),
            new byte[8]);
    byte[] mdhd = box("mdhd", new byte[12], u32(90_000), u32(0), u32(0));
    byte[] hdlr = box("hdlr", u64(0), latin("vide"), new byte[13]);
    byte[] entry = box("avc1", new byte[24], u16(40), u16(30), new byte[50]);
    byte[] stbl = box("stbl", box("stsd", u32(0), u32(1), entry), join(tables));
    return box("trak", tkhd, box("mdia", mdhd, hdlr, box("minf", stbl)));
  }

  private static byte[] matrix(int[] abcd) {
    return join(
        u32(abcd[0] << 16),
        u32(abcd[1] << 16),
        u32(0),
        u32(abcd[2] << 16),
        u32(abcd[3] << 16),
        u32(0),
        u32(0),
        u32(0),
        u32(1 << 30));
  }

  private static byte[] stts(int... countsAndTicks) {
    return box("stts", u32(0), u32(countsAndTicks.length / 2), numbers(countsAndTicks));
  }

  private static byte[] trex(int track, int sampleTicks) {
    return box("trex", u32(0), u32(track), u32(1), u32(sampleTicks), u64(0));
  }

  private static byte[] moof(byte[]... parts) {
    return box("moof", box("mfhd", u64(1)), box("traf", parts));
  }

  private static byte[] tfhd(int track, int flags, int... rest) {
    return box("tfhd", u32(flags), u32(track), numbers(rest));
  }

  private static byte[] trun(int flags, int samples, int... rest) {
    return box("trun", u32(flags), u32(samples), numbers(rest));
  }

  private static byte[] numbers(int... values) {
    return join(Arrays.stream(values).mapToObj(FileBytes::u32).toArray(byte[][]::new));
  }
}
