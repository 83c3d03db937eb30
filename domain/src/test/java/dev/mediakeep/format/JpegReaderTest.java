package dev.mediakeep.format;

import static dev.mediakeep.format.FileBytes.join;
import static dev.mediakeep.format.FileBytes.latin;
import static dev.mediakeep.format.FileBytes.little;
import static dev.mediakeep.format.FileBytes.u16;
import static dev.mediakeep.format.FileBytes.u32;
import static dev.mediakeep.format.Reading.assertMalformed;
import static dev.mediakeep.format.Reading.sizeOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class JpegReaderTest {
  private static final Dimensions UPRIGHT = new Dimensions(40, 30);
  private static final Dimensions TURNED = new Dimensions(30, 40);
  private static final byte[] SOI = hex("ffd8");
  private static final byte[] EOI = hex("ffd9");
  private static final byte[] FRAME = frame(0xc0, 40, 30);
  private static final byte[] SCAN = join(segment(0xda, new byte[10]), hex("1234ff00abffd056ff"));

  private final JpegReader reader = new JpegReader();

  @ParameterizedTest
  @ValueSource(ints = {0xc0, 0xc1, 0xc2, 0xc3, 0xc9, 0xca})
  void reads_the_size_from_any_kind_of_frame(int marker) throws Exception {
    assertThat(sizeOf(reader, SOI, frame(marker, 40, 30), SCAN, EOI)).isEqualTo(UPRIGHT);
  }

  @Test
  void allows_fill_bytes_and_several_scans() throws Exception {
    byte[] tables = segment(0xc4, new byte[100]);
    assertThat(sizeOf(reader, SOI, hex("ffff"), FRAME, SCAN, tables, SCAN, EOI)).isEqualTo(UPRIGHT);
  }

  @Test
  void allows_bytes_behind_the_end() throws Exception {
    assertThat(sizeOf(reader, SOI, FRAME, SCAN, EOI, SOI, latin("PK"))).isEqualTo(UPRIGHT);
  }

  @ParameterizedTest
  @CsvSource({"0, false", "1, false", "4, false", "5, true", "6, true", "8, true", "9, false"})
  void turns_as_exif_tells(int orientation, boolean turned) throws Exception {
    Dimensions expected = turned ? TURNED : UPRIGHT;
    assertThat(sizeOf(reader, SOI, bigExif(orientation), FRAME, SCAN, EOI)).isEqualTo(expected);
    assertThat(sizeOf(reader, SOI, littleExif(orientation), FRAME, SCAN, EOI)).isEqualTo(expected);
  }

  @Test
  void the_first_exif_counts() throws Exception {
    assertThat(sizeOf(reader, SOI, bigExif(6), bigExif(1), FRAME, SCAN, EOI)).isEqualTo(TURNED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "4d4d002a",
        "4d4d002a00000000",
        "4d4d002affffffff",
        "4d4d002a00000008",
        "4d4d002a00000008ffff",
        "4d4d002a000000080001011200040000000100060000",
        "4949002a000000080001011200030000000100060000"
      })
  void exif_without_sense_says_nothing(String tiff) throws Exception {
    byte[] exif = segment(0xe1, latin("Exif\0\0"), hex(tiff));
    assertThat(sizeOf(reader, SOI, exif, FRAME, SCAN, EOI)).isEqualTo(UPRIGHT);
  }

  @Test
  void refuses_files_without_an_end() {
    assertMalformed(reader, SOI, FRAME, SCAN)
        .isEqualTo("no EOI marker before the file's end at 41");
    assertMalformed(reader, SOI, FRAME, SCAN, hex("00")).startsWith("no EOI marker");
  }

  @Test
  void refuses_files_without_a_picture() {
    assertMalformed(reader, SOI, EOI).isEqualTo("no picture before EOI at 2");
    assertMalformed(reader, SOI, FRAME, EOI).startsWith("no picture before EOI");
    assertMalformed(reader, SOI, SCAN, EOI).startsWith("a scan without a frame header");
  }

  @Test
  void refuses_a_second_frame() {
    assertMalformed(reader, SOI, FRAME, frame(0xc0, 1, 1), SCAN, EOI)
        .isEqualTo("a second or too short frame header at 18");
  }

  @Test
  void refuses_zero_sizes() {
    assertMalformed(reader, SOI, frame(0xc0, 40, 0), SCAN, EOI)
        .startsWith("width and height must be");
  }

  @ParameterizedTest
  @ValueSource(strings = {"41", "ff00", "ffd80002", "ffe00001", "ffe0ffff", "ffe0"})
  void refuses_what_is_no_segment(String bytes) {
    assertMalformed(reader, SOI, hex(bytes), EOI).isNotEmpty();
  }

  private static byte[] frame(int marker, int width, int height) {
    return segment(marker, hex("08"), u16(height), u16(width), hex("01011100"), new byte[3]);
  }

  private static byte[] segment(int marker, byte[]... parts) {
    byte[] body = join(parts);
    return join(new byte[] {(byte) 0xff, (byte) marker}, u16(2 + body.length), body);
  }

  private static byte[] bigExif(int orientation) {
    byte[] other = join(u16(0x010f), u16(2), u32(1), u32(0));
    byte[] entry = join(u16(0x0112), u16(3), u32(1), u16(orientation), u16(0));
    return segment(0xe1, latin("Exif\0\0MM\0*"), u32(8), u16(2), other, entry, u32(0));
  }

  private static byte[] littleExif(int orientation) {
    byte[] entry = join(little(0x0112, 2), little(3, 2), little(1, 4), little(orientation, 4));
    return segment(0xe1, latin("Exif\0\0II*\0"), little(8, 4), little(1, 2), entry, u32(0));
  }

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits);
  }
}
