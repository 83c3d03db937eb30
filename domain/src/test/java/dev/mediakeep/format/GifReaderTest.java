package dev.mediakeep.format;

import static dev.mediakeep.format.FileBytes.join;
import static dev.mediakeep.format.FileBytes.latin;
import static dev.mediakeep.format.FileBytes.little;
import static dev.mediakeep.format.Reading.assertMalformed;
import static dev.mediakeep.format.Reading.sizeOf;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class GifReaderTest {
  private static final byte[] TRAILER = latin(";");

  private final GifReader reader = new GifReader();

  @Test
  void reads_the_size_of_the_screen() throws Exception {
    assertThat(sizeOf(reader, screen(40, 30, 0), image(0, 0, 40, 30), TRAILER))
        .isEqualTo(new Dimensions(40, 30));
  }

  @Test
  void skips_colour_tables_and_extensions() throws Exception {
    byte[] comment = latin("!\u00fe\u0003abc\u0001d\0");
    byte[] tableOf8 = new byte[24];
    assertThat(sizeOf(reader, screen(4, 3, 0x82), tableOf8, comment, image(0, 0, 4, 3), TRAILER))
        .isEqualTo(new Dimensions(4, 3));
  }

  @Test
  void a_picture_widens_the_screen() throws Exception {
    byte[] first = image(0, 0, 4, 3);
    byte[] second = image(60_000, 10, 5_000, 20);
    assertThat(sizeOf(reader, screen(4, 3, 0), first, second, TRAILER))
        .isEqualTo(new Dimensions(65_000, 30));
  }

  @Test
  void refuses_zero_sizes() {
    assertMalformed(reader, screen(0, 3, 0), image(0, 0, 4, 3), TRAILER)
        .startsWith("width and height must be");
  }

  @Test
  void refuses_bytes_behind_the_trailer() {
    assertMalformed(reader, screen(4, 3, 0), image(0, 0, 4, 3), TRAILER, latin("<html>"))
        .isEqualTo("6 bytes behind the trailer, at 29");
  }

  @Test
  void refuses_files_without_a_trailer() {
    assertMalformed(reader, screen(4, 3, 0), image(0, 0, 4, 3)).startsWith("cut off");
  }

  @Test
  void refuses_files_without_a_picture() {
    assertMalformed(reader, screen(4, 3, 0), TRAILER)
        .isEqualTo("no picture before the trailer at 13");
  }

  @Test
  void refuses_a_script_behind_the_signature() {
    assertMalformed(reader, latin("GIF89a/*aaaaaaa*/=1;alert(1)//;"))
        .startsWith("no block starts with");
  }

  private static byte[] screen(int width, int height, int flags) {
    return join(
        latin("GIF89a"), little(width, 2), little(height, 2), new byte[] {(byte) flags, 0, 0});
  }

  private static byte[] image(int left, int top, int width, int height) {
    byte[] place = join(little(left, 2), little(top, 2), little(width, 2), little(height, 2));
    return join(latin(","), place, new byte[] {0, 2, 2, 0x4c, 1, 0});
  }
}
