package dev.mediakeep.format;

import java.io.IOException;

/**
 * The first element of an EBML file.
 *
 * @param docType what the rest of the file is, {@code webm} or {@code matroska} for instance; empty
 *     where it does not say
 * @param end where the rest starts
 */
record EbmlHeader(String docType, long end) {
  /** How each EBML file starts. */
  static final String SIGNATURE = "\u001aE\u00df\u00a3";

  private static final int DOC_TYPE = 0x4282;
  private static final int MAX_DOC_TYPE_BYTES = 32;

  static EbmlHeader read(FileWindow file) throws IOException, MalformedFileException {
    EbmlElement header = EbmlElement.at(file, 0, file.size());
    header.requireBounded();
    String docType = "";
    for (long at = header.body(); at < header.end(); ) {
      EbmlElement child = EbmlElement.at(file, at, header.end());
      if (child.id() == DOC_TYPE) {
        docType = child.text(file, MAX_DOC_TYPE_BYTES);
      }
      at = child.end();
    }
    return new EbmlHeader(docType, header.end());
  }
}
