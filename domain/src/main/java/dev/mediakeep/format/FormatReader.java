package dev.mediakeep.format;

import java.io.IOException;

/** Reads files of one format. Stateless; one for each {@link MediaFormat}. */
interface FormatReader {
  /** Walks the whole structure of a file that starts like this format. */
  MediaShape read(FileWindow file) throws IOException, MalformedFileException;
}
