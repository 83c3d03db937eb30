package dev.mediakeep.format;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** Writes the bytes of a made-up file, one part after the other. */
final class FileBytes {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  static byte[] latin(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  static byte[] u16(int value) {
    return ByteBuffer.allocate(2).putShort((short) value).array();
  }

  static byte[] u32(long value) {
    return ByteBuffer.allocate(4).putInt((int) value).array();
  }

  static byte[] u64(long value) {
    return ByteBuffer.allocate(8).putLong(value).array();
  }

  static byte[] little(long value, int count) {
    byte[] result = new byte[count];
    for (int i = 0; i < count; i++) {
      result[i] = (byte) (value >> (8 * i));
    }
    return result;
  }

  static byte[] join(byte[]... parts) {
    FileBytes all = new FileBytes();
    for (byte[] part : parts) {
      all.bytes.writeBytes(part);
    }
    return all.bytes.toByteArray();
  }

  /** A box of an ISO base media file. */
  static byte[] box(String type, byte[]... parts) {
    byte[] body = join(parts);
    return join(u32(8 + body.length), latin(type), body);
  }

  /** An EBML element with a size of 8 bytes; the id as the specification writes it. */
  static byte[] element(long id, byte[]... parts) {
    byte[] body = join(parts);
    return join(ebmlId(id), u64(0x0100_0000_0000_0000L | body.length), body);
  }

  /** The header of an EBML element whose size is unknown. */
  static byte[] openElement(long id) {
    return join(ebmlId(id), new byte[] {(byte) 0xff});
  }

  /** A RIFF chunk, padded to an even length. */
  static byte[] riffChunk(String type, byte[]... parts) {
    byte[] body = join(parts);
    return join(latin(type), little(body.length, 4), body, new byte[body.length & 1]);
  }

  static byte[] pngChunk(String type, byte[]... parts) {
    byte[] body = join(parts);
    CRC32 crc = new CRC32();
    crc.update(latin(type));
    crc.update(body);
    return join(u32(body.length), latin(type), body, u32(crc.getValue()));
  }

  private static byte[] ebmlId(long id) {
    int count = (71 - Long.numberOfLeadingZeros(id)) / 8;
    byte[] result = new byte[count];
    for (int i = 0; i < count; i++) {
      result[i] = (byte) (id >> (8 * (count - 1 - i)));
    }
    return result;
  }
}
