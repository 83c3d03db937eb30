package dev.mediakeep.format;

import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads AVIF, still or animated: the primary item's size and rotation. */
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
    return new Meta(file).read(meta, payload);
  }

  /** What one file's meta box says. */
  private static final class Meta {
    private static final int VERSION_AND_FLAGS_BYTES = 4;
    private static final int LARGE_INDEX_FLAG = 1;

    private final FileWindow file;
    private long primary;
    private @Nullable Box properties;
    private final Set<Integer> primaryProperties = new HashSet<>();

    Meta(FileWindow file) {
      this.file = file;
    }

    MediaShape read(Box meta, boolean payloadOutside) throws IOException, MalformedFileException {
      boolean payload = payloadOutside;
      Box iprp = null;
      for (Boxes boxes = Boxes.in(file, meta, VERSION_AND_FLAGS_BYTES); boxes.hasNext(); ) {
        Box box = boxes.next();
        switch (box.type()) {
          case "pitm" -> primary = primaryItem(box);
          case "iprp" -> iprp = box;
          case "idat" -> payload = true;
          default -> {}
        }
      }
      if (iprp == null || primary == 0 || !payload) {
        throw new MalformedFileException(
            "no primary item, no properties or no data for the meta box at " + meta.start());
      }
      readProperties(iprp);
      return new MediaShape(MediaFormat.AVIF, shown(iprp), Optional.empty());
    }

    private long primaryItem(Box pitm) throws IOException, MalformedFileException {
      pitm.requireBytes(VERSION_AND_FLAGS_BYTES + 2);
      boolean large = file.u8(pitm.body()) > 0;
      long id = pitm.body() + VERSION_AND_FLAGS_BYTES;
      return large ? file.u32(id) : file.u16(id);
    }

    private void readProperties(Box iprp) throws IOException, MalformedFileException {
      for (Boxes boxes = Boxes.in(file, iprp); boxes.hasNext(); ) {
        Box box = boxes.next();
        switch (box.type()) {
          case "ipco" -> properties = properties == null ? box : properties;
          case "ipma" -> associations(box);
          default -> {}
        }
      }
    }

    /** Collects the indexes of the primary item's properties. */
    private void associations(Box ipma) throws IOException, MalformedFileException {
      ipma.requireBytes(VERSION_AND_FLAGS_BYTES + 4);
      long at = ipma.body() + VERSION_AND_FLAGS_BYTES + 4;
      int idBytes = file.u8(ipma.body()) == 0 ? 2 : 4;
      int indexBytes = 1 + (file.u8(ipma.body() + 3) & LARGE_INDEX_FLAG);
      long items = file.u32(at - 4);
      file.count(items);
      for (long item = 0; item < items; item++) {
        requireWithin(ipma, at + idBytes + 1);
        long id = file.bigEndian(at, idBytes);
        int count = file.u8(at + idBytes);
        at += idBytes + 1;
        requireWithin(ipma, at + (long) count * indexBytes);
        for (int i = 0; i < count && id == primary; i++) {
          int index = (int) file.bigEndian(at + (long) i * indexBytes, indexBytes);
          primaryProperties.add(index & (indexBytes == 1 ? 0x7f : 0x7fff));
        }
        at += (long) count * indexBytes;
      }
    }

    private static void requireWithin(Box box, long end) throws MalformedFileException {
      if (end > box.end()) {
        throw new MalformedFileException(
            box.type() + " at " + box.start() + " lists more than it holds");
      }
    }

    private Dimensions shown(Box iprp) throws IOException, MalformedFileException {
      Dimensions size = null;
      boolean turned = false;
      if (properties != null) {
        int index = 0;
        for (Boxes boxes = Boxes.in(file, properties); boxes.hasNext(); ) {
          Box box = boxes.next();
          index++;
          if (primaryProperties.contains(index)) {
            size = size == null && box.type().equals("ispe") ? size(box) : size;
            turned |= box.type().equals("irot") && isQuarter(box);
          }
        }
      }
      if (size == null) {
        throw new MalformedFileException(
            "no size of the primary item in the properties at " + iprp.start());
      }
      return turned ? PixelSize.turned(size) : size;
    }

    private Dimensions size(Box ispe) throws IOException, MalformedFileException {
      ispe.requireBytes(VERSION_AND_FLAGS_BYTES + 8);
      long at = ispe.body() + VERSION_AND_FLAGS_BYTES;
      return PixelSize.of(file.u32(at), file.u32(at + 4));
    }

    /** Whether the rotation is by 90 or 270 degrees. */
    private boolean isQuarter(Box irot) throws IOException, MalformedFileException {
      irot.requireBytes(1);
      return (file.u8(irot.body()) & 1) == 1;
    }
  }
}
