package dev.mediakeep.format;

import static dev.mediakeep.format.FileBytes.element;
import static dev.mediakeep.format.FileBytes.join;
import static dev.mediakeep.format.FileBytes.latin;
import static dev.mediakeep.format.FileBytes.openElement;
import static dev.mediakeep.format.FileBytes.u16;
import static dev.mediakeep.format.FileBytes.u32;
import static dev.mediakeep.format.FileBytes.u64;
import static dev.mediakeep.format.Reading.assertMalformed;
import static dev.mediakeep.format.Reading.shapeOf;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WebmReaderTest {
  private static final int SEGMENT = 0x18538067;
  private static final int INFO = 0x1549a966;
  private static final int SCALE = 0x2ad7b1;
  private static final int DURATION = 0x4489;
  private static final int TRACKS = 0x1654ae6b;
  private static final int CLUSTER = 0x1f43b675;
  private static final int CUES = 0x1c53bb6b;
  private static final int VOID = 0xec;
  private static final byte[] HEADER = element(0x1a45dfa3, element(0x4282, latin("webm")));
  private static final byte[] VIDEO = track(1, 1, element(0x23e383, u32(40_000_000)));
  private static final byte[] SOUND = track(2, 2);
  private static final byte[] TRACK_LIST = element(TRACKS, SOUND, VIDEO);

  private final WebmReader reader = new WebmReader();

  @Test
  void reads_size_and_told_duration() throws Exception {
    byte[] info = element(INFO, element(SCALE, u32(500_000)), told(3_001));
    byte[] file = webm(info, TRACK_LIST, element(CLUSTER, time(10), block(1, 900)));
    MediaShape shape = shapeOf(reader, file);
    assertThat(shape.dimensions()).isEqualTo(new Dimensions(40, 30));
    assertThat(millis(file)).isEqualTo(1_501);
  }

  @Test
  void clusters_overrule_a_duration_that_is_too_short() throws Exception {
    byte[] late = element(CLUSTER, time(7_200_000));
    assertThat(millis(webm(element(INFO, told(1)), TRACK_LIST, late))).isEqualTo(7_200_000);
  }

  @Test
  void the_last_block_tells_where_the_header_does_not() throws Exception {
    byte[] first = element(CLUSTER, time(0), block(1, 0), block(2, 990));
    byte[] second = element(CLUSTER, time(1_000), block(1, 500), block(1, -400));
    assertThat(millis(webm(TRACK_LIST, first))).isEqualTo(990);
    assertThat(millis(webm(TRACK_LIST, first, second))).isEqualTo(1_540);
  }

  @Test
  void a_block_may_tell_its_own_duration() throws Exception {
    byte[] group = element(0xa0, element(0x9b, u16(700)), element(0xa1, blockBody(2, 100)));
    assertThat(millis(webm(TRACK_LIST, element(CLUSTER, time(1_000), group)))).isEqualTo(1_800);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -5, Double.NaN, Double.NEGATIVE_INFINITY})
  void durations_without_sense_are_not_believed(double duration) throws Exception {
    byte[] cluster = element(CLUSTER, time(0), block(1, 60));
    assertThat(millis(webm(element(INFO, told(duration)), TRACK_LIST, cluster))).isEqualTo(100);
  }

  @Test
  void sizes_may_be_left_open() throws Exception {
    byte[] live =
        join(
            HEADER,
            openElement(SEGMENT),
            TRACK_LIST,
            openElement(CLUSTER),
            time(0),
            block(1, 0),
            openElement(CLUSTER),
            time(5_000),
            block(1, 20),
            element(CUES, new byte[20]));
    assertThat(millis(live)).isEqualTo(5_060);
  }

  @Test
  void padding_is_skipped() throws Exception {
    byte[] padding = element(VOID, new byte[100]);
    byte[] segment = element(SEGMENT, padding, TRACK_LIST, element(CLUSTER, time(1), padding));
    assertThat(millis(join(HEADER, padding, segment))).isEqualTo(1);
  }

  @Test
  void refuses_what_is_missing() {
    byte[] cluster = element(CLUSTER, time(0));
    assertMalformed(reader, HEADER).startsWith("no whole element header");
    assertMalformed(reader, HEADER, TRACK_LIST).startsWith("no Segment at");
    assertMalformed(reader, webm(TRACK_LIST)).startsWith("no video track or no Cluster");
    assertMalformed(reader, webm(element(TRACKS, SOUND), cluster))
        .startsWith("no video track before the Cluster");
    assertMalformed(reader, webm(element(TRACKS, element(0xae, element(0x83, u16(1)))), cluster))
        .startsWith("no size in the video track");
  }

  @Test
  void refuses_bytes_behind_the_segment() {
    byte[] webm = webm(TRACK_LIST, element(CLUSTER, time(0)));
    assertMalformed(reader, webm, new byte[3])
        .isEqualTo("3 bytes behind the Segment, at " + webm.length);
  }

  @Test
  void refuses_a_second_file_behind_a_live_one() {
    byte[] live =
        join(HEADER, openElement(SEGMENT), TRACK_LIST, openElement(CLUSTER), time(0), block(1, 0));
    assertMalformed(reader, live, live).isEqualTo("a second file at " + live.length);
  }

  @Test
  void refuses_elements_that_end_past_their_parent() {
    byte[] cut = join(latin("\u00a3"), u64(0x01ff_ffff_ffff_fffeL), new byte[20]);
    assertMalformed(reader, webm(TRACK_LIST, element(CLUSTER, cut)))
        .startsWith("element a3 at")
        .contains("says 72057594037927934 bytes, 20 are left");
  }

  @Test
  void refuses_open_sizes_anywhere_else() {
    assertMalformed(reader, webm(openElement(TRACKS), VIDEO))
        .startsWith("element 1654ae6b at")
        .endsWith("does not say how long it is");
    assertMalformed(reader, webm(TRACK_LIST, element(CLUSTER, openElement(0xa3))))
        .endsWith("does not say how long it is");
  }

  @Test
  void refuses_times_beyond_reason() {
    byte[] late = element(CLUSTER, element(0xe7, u64(Long.MAX_VALUE)));
    byte[] negative = element(CLUSTER, element(0xe7, u64(-1)));
    byte[] endless = element(INFO, told(Double.POSITIVE_INFINITY));
    assertMalformed(reader, webm(TRACK_LIST, late)).startsWith("duration must be at most");
    assertMalformed(reader, webm(TRACK_LIST, negative)).startsWith("too large a number");
    assertMalformed(reader, webm(endless, TRACK_LIST, element(CLUSTER, time(0))))
        .startsWith("duration must be at most");
  }

  @Test
  void refuses_blocks_without_a_time() {
    byte[] cluster = element(CLUSTER, time(0), element(0xa3, new byte[] {(byte) 0x81, 0}));
    assertMalformed(reader, webm(TRACK_LIST, cluster)).startsWith("no time in the block");
  }

  private long millis(byte[] file) throws Exception {
    return shapeOf(reader, file).duration().orElseThrow().toMillis();
  }

  private static byte[] webm(byte[]... parts) {
    return join(HEADER, element(SEGMENT, parts));
  }

  private static byte[] told(double duration) {
    return element(DURATION, u64(Double.doubleToLongBits(duration)));
  }

  private static byte[] track(int number, int type, byte[]... more) {
    byte[] picture = element(0xe0, element(0xb0, u16(40)), element(0xba, u16(30)));
    return element(0xae, element(0xd7, u16(number)), element(0x83, u16(type)), picture, join(more));
  }

  private static byte[] time(int ticks) {
    return element(0xe7, u32(ticks));
  }

  private static byte[] block(int track, int ticks) {
    return element(0xa3, blockBody(track, ticks));
  }

  private static byte[] blockBody(int track, int ticks) {
    return join(new byte[] {(byte) (0x80 | track)}, u16(ticks), new byte[10]);
  }
}
