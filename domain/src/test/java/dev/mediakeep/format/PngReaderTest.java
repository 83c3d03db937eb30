package dev.mediakeep.format;

import static dev.mediakeep.format.FileBytes.join;
import static dev.mediakeep.format.FileBytes.latin;
import static dev.mediakeep.format.FileBytes.pngChunk;
import static dev.mediakeep.format.FileBytes.u32;
import static dev.mediakeep.format.Reading.assertMalformed;
import static dev.mediakeep.format.Reading.sizeOf;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PngReaderTest {
  private static final byte[] SIGNATURE = latin(FormatSniffer.PNG_SIGNATURE);
  private static final byte[] IDAT = pngChunk("IDAT", new byte[10]);
  private static final byte[] IEND = pngChunk("IEND");

  private final PngReader reader = new PngReader();

  @Test
  void reads_the_size_from_the_header() throws Exception {
    assertThat(sizeOf(reader, SIGNATURE, header(640, 480), IDAT, IEND))
        .isEqualTo(new Dimensions(640, 480));
  }

  @Test
  void skips_chunks_that_it_does_not_know() throws Exception {
    byte[] foreign = pngChunk("teSt", new byte[100_000]);
    assertThat(sizeOf(reader, SIGNATURE, header(1, 2), foreign, IDAT, IDAT, foreign, IEND))
        .isEqualTo(new Dimensions(1, 2));
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "1, 0", "-1, 1", "1, -2147483648"})
  void refuses_sizes_out_of_range(int width, int height) {
    assertMalformed(reader, SIGNATURE, header(width, height), IDAT, IEND)
        .startsWith("width and height must be 1..2147483647");
  }

  @Test
  void refuses_bytes_behind_the_end() {
    assertMalformed(reader, SIGNATURE, header(1, 1), IDAT, IEND, new byte[1])
        .isEqualTo("1 bytes behind IEND, at 67");
  }

  @Test
  void refuses_a_header_that_does_not_match_its_crc() {
    byte[] header = header(1, 1);
    header[9]++;
    assertMalformed(reader, SIGNATURE, header, IDAT, IEND).isEqualTo("IHDR does not match its CRC");
  }

  @Test
  void refuses_other_first_chunks() {
    assertMalformed(reader, SIGNATURE, pngChunk("CgBI", new byte[4]), header(1, 1), IDAT, IEND)
        .startsWith("first chunk is not an IHDR");
  }

  @Test
  void refuses_files_without_pixels() {
    assertMalformed(reader, SIGNATURE, header(1, 1), IEND).isEqualTo("no IDAT chunk before IEND");
  }

  @Test
  void refuses_a_chunk_that_ends_past_the_file() {
    byte[] claim = join(u32(0xffff_ffffL), latin("IDAT"), new byte[100]);
    assertMalformed(reader, SIGNATURE, header(1, 1), claim)
        .isEqualTo("IDAT at 33 ends at 4294967340, past the file's end at 141");
  }

  @Test
  void refuses_a_chunk_without_a_type() {
    assertMalformed(reader, SIGNATURE, header(1, 1), new byte[100])
        .isEqualTo("no chunk type at 37");
  }

  private static byte[] header(int width, int height) {
    return pngChunk("IHDR", u32(width), u32(height), new byte[] {8, 2, 0, 0, 0});
  }
}
