package dev.mediakeep.format;

import static dev.mediakeep.format.FileBytes.join;
import static dev.mediakeep.format.FileBytes.latin;
import static dev.mediakeep.format.FileBytes.little;
import static dev.mediakeep.format.FileBytes.riffChunk;
import static dev.mediakeep.format.Reading.assertMalformed;
import static dev.mediakeep.format.Reading.sizeOf;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class WebpReaderTest {
  private static final Dimensions SIZE = new Dimensions(40, 30);

  private final WebpReader reader = new WebpReader();

  @Test
  void reads_each_kind_of_picture() throws Exception {
    assertThat(sizeOf(reader, webp(lossy(40, 30)))).isEqualTo(SIZE);
    assertThat(sizeOf(reader, webp(lossless(40, 30)))).isEqualTo(SIZE);
    assertThat(sizeOf(reader, webp(canvas(40, 30), lossy(40, 30)))).isEqualTo(SIZE);
  }

  @Test
  void an_animation_is_as_large_as_its_canvas() throws Exception {
    byte[] small = frame(0, 0, 1, 1, lossless(1, 1));
    assertThat(sizeOf(reader, webp(canvas(40, 30), small, small))).isEqualTo(SIZE);
  }

  @Test
  void allows_foreign_chunks() throws Exception {
    byte[] foreign = riffChunk("abcd", new byte[3]);
    assertThat(sizeOf(reader, webp(lossy(40, 30), foreign))).isEqualTo(SIZE);
  }

  @Test
  void refuses_bytes_behind_the_riff_chunk() {
    assertMalformed(reader, webp(lossy(40, 30)), latin("PK"))
        .isEqualTo("RIFF chunk ends at 30, the file at 32");
  }

  @Test
  void refuses_a_chunk_that_ends_past_its_parent() {
    byte[] claim = join(latin("VP8 "), little(0xffff_ffffL, 4), new byte[20]);
    assertMalformed(reader, webp(claim))
        .isEqualTo("chunk at 12 ends at 4294967316, past its parent's end at 40");
  }

  @Test
  void refuses_a_picture_that_is_not_of_its_canvas_size() {
    assertMalformed(reader, webp(canvas(1, 1), lossy(16_000, 16_000)))
        .isEqualTo("picture is 16000x16000, its canvas is 1x1");
    assertMalformed(reader, webp(canvas(9, 9), frame(0, 0, 9, 9, lossy(10, 9))))
        .isEqualTo("picture at 54 is not of its frame's size");
  }

  @Test
  void refuses_a_frame_outside_the_canvas() {
    assertMalformed(reader, webp(canvas(9, 9), frame(2, 0, 8, 9, lossy(8, 9))))
        .isEqualTo("frame at 30 exceeds the canvas");
    assertMalformed(reader, webp(frame(0, 0, 1, 1, lossy(1, 1))))
        .isEqualTo("frame at 12 exceeds the canvas");
  }

  @Test
  void refuses_files_without_a_picture() {
    assertMalformed(reader, webp()).isEqualTo("no picture chunk");
    assertMalformed(reader, webp(canvas(1, 1))).isEqualTo("no picture chunk");
    assertMalformed(reader, webp(canvas(1, 1), frame(0, 0, 1, 1)))
        .isEqualTo("no picture in the frame at 30");
  }

  @Test
  void refuses_what_is_no_key_frame() {
    assertMalformed(reader, webp(riffChunk("VP8 ", new byte[10])))
        .isEqualTo("no VP8 key frame at 20");
    assertMalformed(reader, webp(riffChunk("VP8L", new byte[10])))
        .isEqualTo("no VP8L signature at 20");
    assertMalformed(reader, webp(riffChunk("VP8L", new byte[4]))).contains("must have 5 bytes");
  }

  private static byte[] webp(byte[]... chunks) {
    return riffChunk("RIFF", latin("WEBP"), join(chunks));
  }

  private static byte[] lossy(int width, int height) {
    byte[] start = {0, 0, 0, (byte) 0x9d, 1, 0x2a};
    return riffChunk("VP8 ", start, little(width, 2), little(height, 2));
  }

  private static byte[] lossless(int width, int height) {
    long size = (width - 1) | ((height - 1) << 14);
    return riffChunk("VP8L", new byte[] {0x2f}, little(size, 4));
  }

  private static byte[] canvas(int width, int height) {
    return riffChunk("VP8X", new byte[4], little(width - 1, 3), little(height - 1, 3));
  }

  private static byte[] frame(int left, int top, int width, int height, byte[]... chunks) {
    byte[] place = join(little(left / 2, 3), little(top / 2, 3));
    byte[] size = join(little(width - 1, 3), little(height - 1, 3));
    return riffChunk("ANMF", place, size, new byte[4], join(chunks));
  }
}
