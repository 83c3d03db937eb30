package dev.mediakeep.format;

import static dev.mediakeep.format.MediaKind.IMAGE;
import static dev.mediakeep.format.MediaKind.VIDEO;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The file formats that are kept. */
public enum MediaFormat {
  PNG(IMAGE, "png", "image/png"),
  JPEG(IMAGE, "jpg", "image/jpeg", "image/jpg", "image/pjpeg"),
  WEBP(IMAGE, "webp", "image/webp"),
  GIF(IMAGE, "gif", "image/gif"),
  AVIF(IMAGE, "avif", "image/avif"),
  MP4(VIDEO, "mp4", "video/mp4", "video/x-m4v"),
  MOV(VIDEO, "mov", "video/quicktime"),
  WEBM(VIDEO, "webm", "video/webm");

  private final MediaKind kind;
  private final String extension;

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<String> mimeTypes;

  MediaFormat(MediaKind kind, String extension, String... mimeTypes) {
    this.kind = kind;
    this.extension = extension;
    this.mimeTypes = List.of(mimeTypes);
  }

  public MediaKind kind() {
    return kind;
  }

  /** The file name's ending, lower case, without the dot. */
  public String extension() {
    return extension;
  }

  /** The media type under which it is served. */
  public String mimeType() {
    return mimeTypes.getFirst();
  }

  /**
   * The format that a declared media type names; parameters and case do not count. Empty where none
   * of ours has that type.
   */
  public static Optional<MediaFormat> fromMimeType(String declared) {
    String bare = declared.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    return Arrays.stream(values()).filter(format -> format.mimeTypes.contains(bare)).findFirst();
  }

  /** The format whose files end so; the case does not count. */
  public static Optional<MediaFormat> fromExtension(String extension) {
    String lower = extension.toLowerCase(Locale.ROOT);
    return Arrays.stream(values()).filter(format -> format.extension.equals(lower)).findFirst();
  }
}
