package dev.mediakeep.web;

import dev.mediakeep.error.InvalidValueException;
import dev.mediakeep.error.Problem;
import dev.mediakeep.media.MediaDetails;
import dev.mediakeep.media.NewMedia;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.Set;

/**
 * A form that brings a file: at most a {@code metadata} part, then a {@code file} part, and nothing
 * after it.
 *
 * @param media what is said of the file
 * @param file its bytes; fails at their end where the form goes on, so that nothing of it is kept
 */
record UploadForm(NewMedia media, InputStream file) {
  private static final String FILE = "file";
  private static final String METADATA = "metadata";

  /** Reads a form up to the bytes of its file. */
  static UploadForm open(Call call, String boundary, int maxJsonBytes) throws IOException {
    call.query().requireNone("the parts of a form say it");
    MultipartReader parts = new MultipartReader(call.body(), boundary);
    FormPart part = parts.next().orElseThrow(UploadForm::withoutFile);
    NewMedia media = NewMedia.of(MediaDetails.ofDefaults());
    if (part.name().equals(METADATA)) {
      media =
          UploadFields.newMedia(
              JsonFields.read(METADATA, part.body(), maxJsonBytes, UploadFields.METADATA));
      part = parts.next().orElseThrow(UploadForm::withoutFile);
    }
    requireFile(part.name());
    NewMedia typed = part.type().map(media::declaringType).orElse(media);
    return new UploadForm(typed, new LastPart(part.body(), parts));
  }

  private static InvalidValueException withoutFile() {
    return new InvalidValueException(FILE, "file must be a part of the form, there is none");
  }

  private static void requireFile(String name) {
    if (name.equals(METADATA)) {
      throw new InvalidValueException(METADATA, "metadata must be given once, was given again");
    }
    if (!name.equals(FILE)) {
      throw Fields.unknown(name, Set.of(FILE, METADATA));
    }
  }

  /** The file's bytes, which end well only where the form does. */
  private static final class LastPart extends FilterInputStream {
    private final MultipartReader parts;

    LastPart(InputStream body, MultipartReader parts) {
      super(body);
      this.parts = parts;
    }

    @Override
    public int read() throws IOException {
      int value = super.read();
      return value < 0 ? requireEnd() : value;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int count = super.read(target, offset, length);
      return count < 0 ? requireEnd() : count;
    }

    private int requireEnd() throws IOException {
      Optional<FormPart> more = parts.next();
      if (more.isPresent()) {
        throw new BodyException(refusalOf(more.get().name()));
      }
      return -1;
    }

    private static Problem refusalOf(String name) {
      return switch (name) {
        case FILE -> Problem.ofField(FILE, "file must be given once, was given again");
        case METADATA ->
            Problem.ofField(METADATA, "metadata must come before the file, came after it");
        default -> Fields.unknown(name, Set.of(FILE, METADATA)).problem();
      };
    }
  }
}
