package dev.mediakeep.format;

import static dev.mediakeep.format.MediaFormat.AVIF;
import static dev.mediakeep.format.MediaFormat.GIF;
import static dev.mediakeep.format.MediaFormat.JPEG;
import static dev.mediakeep.format.MediaFormat.MOV;
import static dev.mediakeep.format.MediaFormat.MP4;
import static dev.mediakeep.format.MediaFormat.PNG;
import static dev.mediakeep.format.MediaFormat.WEBM;
import static dev.mediakeep.format.MediaFormat.WEBP;

import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Finds the format that the first bytes of a file claim. */
final class FormatSniffer {
  static final String PNG_SIGNATURE = "\u0089PNG\r\n\u001a\n";

  private static final Set<String> AVIF_BRANDS = Set.of("avif", "avis");
  private static final Set<String> MP4_BRANDS =
      Set.of(
          "isom", "iso2", "iso3", "iso4", "iso5", "iso6", "iso7", "iso8", "iso9", "mp41", "mp42",
          "avc1", "dash", "msdh", "cmfc", "cmf2", "M4V ", "M4VH", "M4VP", "MSNV", "XAVC", "mmp4");

  /** Brands of sound, of other pictures and of raw photos, whatever else they are compatible to. */
  private static final Set<String> FOREIGN_BRANDS =
      Set.of(
          "M4A ", "M4B ", "M4P ", "F4A ", "F4B ", "aax ", "crx ", "heic", "heix", "heim", "heis",
          "hevc", "hevx", "hevm", "hevs", "jp2 ", "jpx ", "mjp2");

  private static final Set<String> MOV_FIRST_BOXES = Set.of("moov", "mdat", "pnot");
  private static final Set<String> PADDING_BOXES = Set.of("free", "skip", "wide");
  private static final int BOX_HEADER_BYTES = 8;

  private FormatSniffer() {}

  static Optional<MediaFormat> sniff(FileWindow head) throws IOException, MalformedFileException {
    if (head.matches(0, PNG_SIGNATURE)) {
      return Optional.of(PNG);
    }
    if (head.matches(0, "\u00ff\u00d8\u00ff")) {
      return Optional.of(JPEG);
    }
    if (head.matches(0, "GIF87a") || head.matches(0, "GIF89a")) {
      return Optional.of(GIF);
    }
    if (head.matches(0, "RIFF")) {
      return head.matches(8, "WEBP") ? Optional.of(WEBP) : Optional.empty();
    }
    if (head.matches(0, EbmlHeader.SIGNATURE)) {
      return EbmlHeader.read(head).docType().equals("webm") ? Optional.of(WEBM) : Optional.empty();
    }
    return sniffBoxes(head);
  }

  /** Looks for the first box that is more than padding. */
  private static Optional<MediaFormat> sniffBoxes(FileWindow head)
      throws IOException, MalformedFileException {
    long at = 0;
    while (head.size() - at >= BOX_HEADER_BYTES) {
      long length = head.u32(at);
      String type = head.latin(at + 4, 4);
      if (type.equals("ftyp")) {
        return fromBrands(head, at, length);
      }
      if (MOV_FIRST_BOXES.contains(type)) {
        return Optional.of(MOV);
      }
      if (!PADDING_BOXES.contains(type) || length < BOX_HEADER_BYTES) {
        return Optional.empty();
      }
      at += length;
    }
    return Optional.empty();
  }

  private static Optional<MediaFormat> fromBrands(FileWindow head, long at, long length)
      throws IOException, MalformedFileException {
    long end = Math.min(at + length, head.size());
    if (end - at < BOX_HEADER_BYTES + 4) {
      return Optional.empty();
    }
    String major = head.latin(at + BOX_HEADER_BYTES, 4);
    Set<String> brands = new HashSet<>(Set.of(major));
    for (long brand = at + BOX_HEADER_BYTES + 8; brand + 4 <= end; brand += 4) {
      brands.add(head.latin(brand, 4));
    }
    return fromBrands(major, brands);
  }

  private static Optional<MediaFormat> fromBrands(String major, Set<String> brands) {
    if (major.equals("qt  ")) {
      return Optional.of(MOV);
    }
    if (FOREIGN_BRANDS.contains(major)) {
      return Optional.empty();
    }
    if (brands.stream().anyMatch(AVIF_BRANDS::contains)) {
      return Optional.of(AVIF);
    }
    return brands.stream().anyMatch(MP4_BRANDS::contains) ? Optional.of(MP4) : Optional.empty();
  }
}
