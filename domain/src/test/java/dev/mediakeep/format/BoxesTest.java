package dev.mediakeep.format;

import static dev.mediakeep.format.FileBytes.box;
import static dev.mediakeep.format.FileBytes.join;
import static dev.mediakeep.format.FileBytes.latin;
import static dev.mediakeep.format.FileBytes.u32;
import static dev.mediakeep.format.FileBytes.u64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class BoxesTest {
  @Test
  void lie_side_by_side() throws Exception {
    byte[] file = join(box("ftyp", new byte[4]), box("free"), box("mdat", new byte[1]));
    assertThat(boxesOf(file))
        .containsExactly(
            new Box("ftyp", 0, 8, 12), new Box("free", 12, 20, 20), new Box("mdat", 20, 28, 29));
  }

  @Test
  void may_have_sizes_of_64_bits() throws Exception {
    byte[] file = join(u32(1), latin("mdat"), u64(18), new byte[2]);
    assertThat(boxesOf(file)).containsExactly(new Box("mdat", 0, 16, 18));
  }

  @Test
  void the_last_of_a_file_may_leave_its_size_open() throws Exception {
    byte[] file = join(box("free"), u32(0), latin("mdat"), new byte[5]);
    assertThat(boxesOf(file)).endsWith(new Box("mdat", 8, 16, 21));
  }

  @Test
  void a_size_of_zero_ends_those_in_another() throws Exception {
    byte[] file = box("udta", box("name"), u32(0));
    assertThat(boxesIn(file)).containsExactly(new Box("name", 8, 16, 16));
    assertThat(boxesIn(box("udta", box("name"), u32(0), latin("skip")))).hasSize(1);
  }

  @Test
  void do_not_end_past_what_they_lie_in() {
    assertRefused(join(u32(9), latin("mdat")), "box mdat at 0 says 9 bytes, 8 are left");
    assertRefused(join(box("free"), u32(0xffff_ffffL), latin("mdat")), "box mdat at 8 says 4294");
  }

  @Test
  void are_not_smaller_than_their_header() {
    assertRefused(join(u32(7), latin("mdat")), "box mdat at 0 says 7 bytes");
    assertRefused(join(u32(1), latin("mdat"), u64(15)), "box mdat at 0 says 15 bytes");
  }

  @Test
  void sizes_beyond_the_signed_range_are_refused() {
    assertRefused(
        join(u32(1), latin("m\0\u00ffv"), u64(-1)),
        "box m??v at 0 says 18446744073709551615 bytes, 16 are left");
  }

  @Test
  void a_rest_too_small_for_a_header_is_refused() {
    assertRefused(join(box("free"), new byte[3]), "cut off: needs");
  }

  private static List<Box> boxesOf(byte[] file) throws Exception {
    return all(Boxes.of(FileWindow.of(file)));
  }

  private static List<Box> boxesIn(byte[] file) throws Exception {
    FileWindow window = FileWindow.of(file);
    return all(Boxes.in(window, Boxes.of(window).next()));
  }

  private static List<Box> all(Boxes boxes) throws Exception {
    List<Box> result = new ArrayList<>();
    while (boxes.hasNext()) {
      result.add(boxes.next());
    }
    return result;
  }

  private static void assertRefused(byte[] file, String reason) {
    assertThatExceptionOfType(MalformedFileException.class)
        .isThrownBy(() -> boxesOf(file))
        .withMessageStartingWith(reason);
  }
}
