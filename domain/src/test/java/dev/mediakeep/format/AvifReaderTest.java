package dev.mediakeep.format;

import static dev.mediakeep.format.FileBytes.box;
import static dev.mediakeep.format.FileBytes.join;
import static dev.mediakeep.format.FileBytes.u16;
import static dev.mediakeep.format.FileBytes.u32;
import static dev.mediakeep.format.Reading.assertMalformed;
import static dev.mediakeep.format.Reading.sizeOf;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AvifReaderTest {
  private static final Dimensions SIZE = new Dimensions(40, 30);
  private static final byte[] MDAT = box("mdat", new byte[1]);
  private static final byte[] ISPE = box("ispe", u32(0), u32(40), u32(30));
  private static final byte[] OTHER_ISPE = box("ispe", u32(0), u32(7), u32(8));
  private static final byte[] PITM = box("pitm", u32(0), u16(2));

  private final AvifReader reader = new AvifReader();

  @Test
  void reads_the_size_of_the_primary_item() throws Exception {
    byte[] properties = box("ipco", OTHER_ISPE, box("pixi"), ISPE);
    byte[] associations = box("ipma", u32(0), u32(2), item(1, 1), item(2, 2, 3));
    assertThat(sizeOf(reader, meta(PITM, box("iprp", properties, associations)), MDAT))
        .isEqualTo(SIZE);
  }

  @Test
  void reads_large_ids_and_indexes() throws Exception {
    byte[] properties = box("ipco", OTHER_ISPE, ISPE);
    byte[] item = join(u32(2), new byte[] {1}, u16(0x8002));
    byte[] associations = box("ipma", u32(0x0100_0001), u32(1), item);
    byte[] primary = box("pitm", u32(0x0100_0000), u32(2));
    assertThat(sizeOf(reader, meta(primary, box("iprp", properties, associations)), MDAT))
        .isEqualTo(SIZE);
  }

  @ParameterizedTest
  @CsvSource({"0, 40x30", "1, 30x40", "2, 40x30", "3, 30x40"})
  void turns_as_the_item_tells(int quarters, String expected) throws Exception {
    byte[] properties = box("ipco", ISPE, box("irot", new byte[] {(byte) quarters}));
    byte[] associations = box("ipma", u32(0), u32(1), item(2, 1, 2));
    assertThat(sizeOf(reader, meta(PITM, box("iprp", properties, associations)), MDAT))
        .hasToString(expected);
  }

  @Test
  void the_rotation_of_another_item_does_not_count() throws Exception {
    byte[] properties = box("ipco", ISPE, box("irot", new byte[] {1}));
    byte[] associations = box("ipma", u32(0), u32(2), item(1, 1, 2), item(2, 1));
    assertThat(sizeOf(reader, meta(PITM, box("iprp", properties, associations)), MDAT))
        .isEqualTo(SIZE);
  }

  @Test
  void properties_may_be_listed_in_several_boxes_and_first() throws Exception {
    byte[] first = box("ipma", u32(0), u32(1), item(1, 1));
    byte[] second = box("ipma", u32(0x0100_0000), u32(1), u16(0), item(2, 1, 2));
    byte[] properties = box("iprp", box("ipco", ISPE, box("irot", new byte[] {1})), first, second);
    assertThat(sizeOf(reader, meta(properties, PITM), MDAT)).hasToString("30x40");
  }

  @Test
  void allows_data_inside_the_meta_box() throws Exception {
    byte[] meta = meta(PITM, plainProperties(), box("idat", new byte[1]));
    assertThat(sizeOf(reader, meta)).isEqualTo(SIZE);
  }

  @Test
  void refuses_what_is_missing() {
    assertMalformed(reader, MDAT).startsWith("no meta box");
    assertMalformed(reader, meta(PITM), MDAT).startsWith("no primary item with properties");
    assertMalformed(reader, meta(plainProperties()), MDAT)
        .startsWith("no primary item with properties");
    assertMalformed(reader, meta(PITM, plainProperties())).startsWith("no data for the meta box");
    byte[] sizeless = box("iprp", box("ipco", ISPE), box("ipma", u32(0), u32(1), item(2)));
    assertMalformed(reader, meta(PITM, sizeless), MDAT).startsWith("no size of the primary item");
  }

  @Test
  void refuses_associations_that_list_more_than_they_hold() {
    byte[] counts = box("ipma", u32(0), u32(3_000_000), item(2, 1));
    byte[] cut = box("ipma", u32(0), u32(1), u16(2), new byte[] {9, 1});
    byte[] endless = box("ipma", u32(0), u32(0xffff_ffffL), item(2, 1));
    for (byte[] ipma : new byte[][] {counts, cut}) {
      assertMalformed(reader, meta(PITM, box("iprp", box("ipco", ISPE), ipma)), MDAT)
          .endsWith("lists more than it holds");
    }
    assertMalformed(reader, meta(PITM, box("iprp", box("ipco", ISPE), endless)), MDAT)
        .startsWith("must have at most");
  }

  @Test
  void refuses_sizes_out_of_range() {
    byte[] huge = box("ispe", u32(0), u32(0x8000_0000L), u32(1));
    byte[] properties = box("iprp", box("ipco", huge), box("ipma", u32(0), u32(1), item(2, 1)));
    assertMalformed(reader, meta(PITM, properties), MDAT).startsWith("width and height must be");
  }

  private static byte[] plainProperties() {
    return box("iprp", box("ipco", ISPE), box("ipma", u32(0), u32(1), item(2, 1)));
  }

  private static byte[] meta(byte[]... boxes) {
    return box("meta", u32(0), join(boxes));
  }

  private static byte[] item(int id, int... indexes) {
    byte[] result = new byte[3 + indexes.length];
    result[1] = (byte) id;
    result[2] = (byte) indexes.length;
    for (int i = 0; i < indexes.length; i++) {
      result[3 + i] = (byte) indexes[i];
    }
    return result;
  }
}
