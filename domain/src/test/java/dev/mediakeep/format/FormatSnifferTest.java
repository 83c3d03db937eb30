package dev.mediakeep.format;

import static dev.mediakeep.format.FileBytes.box;
import static dev.mediakeep.format.FileBytes.element;
import static dev.mediakeep.format.FileBytes.join;
import static dev.mediakeep.format.FileBytes.latin;
import static dev.mediakeep.format.FileBytes.u32;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FormatSnifferTest {
  private final MediaProbe probe = new HeaderProbe();

  @ParameterizedTest
  @CsvSource({
    "isom, isom, MP4",
    "mp42, 'isomiso2avc1mp41', MP4",
    "3gp4, '3gp4isom', MP4",
    "'M4V ', 'M4V mp42', MP4",
    "'qt  ', 'qt  ', MOV",
    "avif, 'avifmif1miaf', AVIF",
    "avis, 'avismsf1', AVIF",
    "mif1, 'mif1avif', AVIF"
  })
  void tells_box_files_apart_by_their_brands(String major, String others, MediaFormat format) {
    assertThat(probe.sniff(ftyp(major, others))).contains(format);
  }

  @ParameterizedTest
  @CsvSource({
    "heic, 'mif1heic'",
    "mif1, 'mif1heic'",
    "'M4A ', 'M4A isommp42'",
    "'crx ', 'crx isom'",
    "'jp2 ', 'jp2 '",
    "3gp4, 3gp4",
    "zzzz, ''"
  })
  void leaves_out_sound_and_foreign_pictures(String major, String others) {
    assertThat(probe.sniff(ftyp(major, others))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"moov", "mdat", "pnot"})
  void takes_old_films_without_brands_for_mov(String first) {
    assertThat(probe.sniff(join(u32(100), latin(first)))).contains(MediaFormat.MOV);
    assertThat(probe.sniff(join(box("wide"), box("free", latin("abc")), u32(0), latin(first))))
        .contains(MediaFormat.MOV);
  }

  @Test
  void finds_brands_behind_padding() {
    byte[] file = join(box("free", new byte[100]), ftyp("isom", "isom"));
    assertThat(probe.sniff(file)).contains(MediaFormat.MP4);
  }

  @Test
  void does_not_go_astray_in_padding() {
    assertThat(probe.sniff(join(u32(0), latin("free"), u32(0), latin("free")))).isEmpty();
    assertThat(probe.sniff(join(u32(7), latin("free"), ftyp("isom", "isom")))).isEmpty();
    assertThat(probe.sniff(join(u32(0xffff_ffffL), latin("free"), latin("moov")))).isEmpty();
  }

  @Test
  void tells_webm_from_other_ebml() {
    assertThat(probe.sniff(ebml("webm"))).contains(MediaFormat.WEBM);
    assertThat(probe.sniff(ebml("webm\0\0"))).contains(MediaFormat.WEBM);
    assertThat(probe.sniff(ebml("matroska"))).isEmpty();
    assertThat(probe.sniff(ebml(""))).isEmpty();
    assertThat(probe.sniff(latin(EbmlHeader.SIGNATURE))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"RIFF....WEBP, true", "RIFF....WAVE, false", "RIFF....AVI , false", "RIFF, false"})
  void tells_webp_from_other_riff(String head, boolean webp) {
    Optional<MediaFormat> expected = webp ? Optional.of(MediaFormat.WEBP) : Optional.empty();
    assertThat(probe.sniff(latin(head))).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "G",
        "GIF88a",
        "<html>",
        "%PDF-1.4",
        "<svg xmlns=",
        "PK\u0003\u0004",
        "BM",
        "II*\0",
        " \u0089PNG\r\n\u001a\n",
        "\u0089PNG\n",
        "\u00ff\u00d8"
      })
  void knows_nothing_else(String head) {
    assertThat(probe.sniff(latin(head))).isEmpty();
  }

  @Test
  void needs_the_whole_signature() {
    byte[] png = latin(FormatSniffer.PNG_SIGNATURE);
    assertThat(probe.sniff(png)).contains(MediaFormat.PNG);
    for (int length = 0; length < png.length; length++) {
      assertThat(probe.sniff(Arrays.copyOf(png, length))).isEmpty();
    }
  }

  private static byte[] ftyp(String major, String others) {
    return box("ftyp", latin(major), u32(512), latin(others));
  }

  private static byte[] ebml(String docType) {
    return element(0x1a45dfa3, element(0x4286, new byte[] {1}), element(0x4282, latin(docType)));
  }
}
