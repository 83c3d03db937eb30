package dev.mediakeep.format;

import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The picture that an AVIF's meta box calls its primary item. */
final class AvifItem {
  private static final int VERSION_AND_FLAGS_BYTES = 4;
  private static final int LARGE_INDEX_FLAG = 1;

  private final FileWindow file;
  private final Box meta;
  private long id;
  private boolean inline;
  private @Nullable Box container;
  private final Set<Integer> indexes = new HashSet<>();

  AvifItem(FileWindow file, Box meta) {
    this.file = file;
    this.meta = meta;
  }

  /** Its size as shown, in a file that has boxes of payload or has not. */
  MediaShape shape(boolean payload) throws IOException, MalformedFileException {
    readMeta();
    if (id == 0 || container == null) {
      throw new MalformedFileException(
          "no primary item with properties in the meta box at " + meta.start());
    }
    if (!payload && !inline) {
      throw new MalformedFileException("no data for the meta box at " + meta.start());
    }
    return new MediaShape(MediaFormat.AVIF, shown(readProperties(container)), Optional.empty());
  }

  private void readMeta() throws IOException, MalformedFileException {
    for (Boxes boxes = Boxes.in(file, meta, VERSION_AND_FLAGS_BYTES); boxes.hasNext(); ) {
      Box box = boxes.next();
      switch (box.type()) {
        case "pitm" -> id = readId(box);
        case "iprp" -> container = box;
        case "idat" -> inline = true;
        default -> {}
      }
    }
  }

  private long readId(Box pitm) throws IOException, MalformedFileException {
    pitm.requireBytes(VERSION_AND_FLAGS_BYTES + 2);
    boolean large = file.u8(pitm.body()) > 0;
    pitm.requireBytes(VERSION_AND_FLAGS_BYTES + (large ? 4 : 2));
    return file.bigEndian(pitm.body() + VERSION_AND_FLAGS_BYTES, large ? 4 : 2);
  }

  /** Reads the associations and returns the box of the properties themselves. */
  private Box readProperties(Box iprp) throws IOException, MalformedFileException {
    Box ipco = null;
    for (Boxes boxes = Boxes.in(file, iprp); boxes.hasNext(); ) {
      Box box = boxes.next();
      switch (box.type()) {
        case "ipco" -> ipco = box;
        case "ipma" -> readIndexes(box);
        default -> {}
      }
    }
    if (ipco == null) {
      throw new MalformedFileException("no ipco box in the iprp box at " + iprp.start());
    }
    return ipco;
  }

  /** Collects which of the properties are the item's, counted from 1. */
  private void readIndexes(Box ipma) throws IOException, MalformedFileException {
    ipma.requireBytes(VERSION_AND_FLAGS_BYTES + 4);
    int idBytes = file.u8(ipma.body()) == 0 ? 2 : 4;
    int indexBytes = 1 + (file.u8(ipma.body() + 3) & LARGE_INDEX_FLAG);
    long items = file.u32(ipma.body() + VERSION_AND_FLAGS_BYTES);
    file.count(items);
    long at = ipma.body() + VERSION_AND_FLAGS_BYTES + 4;
    for (long item = 0; item < items; item++) {
      long first = at + idBytes + 1;
      requireWithin(ipma, first);
      int count = file.u8(first - 1);
      boolean wanted = file.bigEndian(at, idBytes) == id;
      at = first + (long) count * indexBytes;
      requireWithin(ipma, at);
      for (long index = first; wanted && index < at; index += indexBytes) {
        indexes.add((int) file.bigEndian(index, indexBytes) & (indexBytes == 1 ? 0x7f : 0x7fff));
      }
    }
  }

  private static void requireWithin(Box box, long end) throws MalformedFileException {
    if (end > box.end()) {
      throw new MalformedFileException(
          box.type() + " at " + box.start() + " lists more than it holds");
    }
  }

  private Dimensions shown(Box ipco) throws IOException, MalformedFileException {
    Dimensions size = null;
    boolean turned = false;
    int index = 0;
    for (Boxes boxes = Boxes.in(file, ipco); boxes.hasNext(); ) {
      Box box = boxes.next();
      index++;
      if (indexes.contains(index)) {
        size = size == null && box.type().equals("ispe") ? readSize(box) : size;
        turned |= box.type().equals("irot") && isQuarter(box);
      }
    }
    if (size == null) {
      throw new MalformedFileException(
          "no size of the primary item in the ipco box at " + ipco.start());
    }
    return turned ? PixelSize.turned(size) : size;
  }

  private Dimensions readSize(Box ispe) throws IOException, MalformedFileException {
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
