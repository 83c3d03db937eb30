package dev.mediakeep.format;

import java.io.IOException;

/** Reads AVIF, still or animated: what its meta box says of the primary item. */
final class AvifReader implements FormatReader {
  @Override
  public MediaShape read(FileWindow file) throws IOException, MalformedFileException {
    Box meta = null;
    boolean payload = false;
    for (Boxes boxes = Boxes.of(file); boxes.hasNext(); ) {
      Box box = boxes.next();
      switch (box.type()) {
        case "meta" -> meta = meta == null ? box : meta;
        case "mdat" -> payload = true;
        default -> {}
      }
    }
    if (meta == null) {
      throw new MalformedFileException("no meta box before the file's end at " + file.size());
    }
    return new AvifItem(file, meta).shape(payload);
  }
}
