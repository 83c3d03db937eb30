package dev.mediakeep.web;

import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;
import java.util.zip.GZIPOutputStream;

/** A file of the program itself, in memory as it is sent. */
final class Asset {
  private static final Header VARY = HeaderValues.createCached(HeaderNames.VARY, "Accept-Encoding");
  private static final Header GZIP =
      HeaderValues.createCached(HeaderNames.CONTENT_ENCODING, "gzip");
  private static final Pattern GZIP_WANTED =
      Pattern.compile("(?i)gzip[ \\t]*(;[ \\t]*q=(1.*|0\\.0*[1-9].*))?");
  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "svg", "image/svg+xml",
          "png", "image/png",
          "ico", "image/x-icon",
          "json", "application/json",
          "webmanifest", "application/manifest+json");

  private final byte[] plain;
  private final byte[] zipped;
  private final String tag;
  private final Header etag;
  private final Header type;
  private final Header cache;

  /** How long a browser may keep it. */
  enum Lifetime {
    /** For good: what has this name never changes. */
    FOREVER("public, max-age=31536000, immutable"),
    /** As long as it asks each time whether it has changed. */
    CHECKED("no-cache");

    private final String value;

    Lifetime(String value) {
      this.value = value;
    }
  }

  private Asset(byte[] plain, byte[] zipped, Header type, Lifetime lifetime) {
    this.plain = plain;
    this.zipped = zipped;
    this.tag = tagOf(plain);
    this.etag = HeaderValues.createCached(HeaderNames.ETAG, "W/\"" + tag + "\"");
    this.type = type;
    this.cache = HeaderValues.createCached(HeaderNames.CACHE_CONTROL, lifetime.value);
  }

  /** Whether files of that name are served at all. */
  static boolean isServed(String name) {
    return TYPES.containsKey(endingOf(name));
  }

  static Asset of(String name, byte[] bytes, Lifetime lifetime) {
    String type = TYPES.get(endingOf(name));
    if (type == null) {
      throw new IllegalArgumentException("name must have a known ending, was " + name);
    }
    Header header = HeaderValues.createCached(HeaderNames.CONTENT_TYPE, type);
    return new Asset(bytes, zip(bytes), header, lifetime);
  }

  /** The same file, kept by browsers for another time. */
  Asset lasting(Lifetime lifetime) {
    return new Asset(plain, zipped, type, lifetime);
  }

  private static String endingOf(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  private static byte[] zip(byte[] plain) {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
      out.write(plain);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return zipped.toByteArray();
  }

  private static String tagOf(byte[] bytes) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes);
    return Long.toHexString(checksum.getValue()) + "-" + Integer.toHexString(bytes.length);
  }

  void answer(Call call) {
    call.with(etag).with(cache).with(VARY);
    if (isKnown(call)) {
      call.answer(Status.NOT_MODIFIED_304);
      return;
    }
    call.with(type);
    if (zipped.length < plain.length && takesGzip(call)) {
      call.with(GZIP).answer(Status.OK_200, zipped);
    } else {
      call.answer(Status.OK_200, plain);
    }
  }

  private boolean isKnown(Call call) {
    return call.header(HeaderNames.IF_NONE_MATCH)
        .flatMap(EntityTags::parse)
        .filter(tags -> tags.matchWeakly(tag))
        .isPresent();
  }

  private static boolean takesGzip(Call call) {
    return call.header(HeaderNames.ACCEPT_ENCODING).stream()
        .flatMap(list -> Arrays.stream(list.split(",")))
        .map(String::strip)
        .anyMatch(entry -> GZIP_WANTED.matcher(entry).matches());
  }
}
