package dev.mediakeep.web;

import io.helidon.http.Header;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The gallery page and all files that it may load, by path. Nothing else is served from the
 * program's own files: a path is looked up here and never in a file system.
 *
 * <p>What the page imports of other people's is served twice: under {@code
 * /assets/vendor/lit/index.js} for whoever writes it, and under {@code
 * /assets/vendor/lit@3.3.2/index.js}, which a browser may keep for good. In the page itself the
 * first is replaced by the second, so that nobody has to write a version into the page.
 */
final class PageAssets {
  private static final String ASSETS = "/assets/";
  private static final String VENDOR = ASSETS + "vendor/";
  private static final String WEBJARS = "META-INF/resources/webjars/";
  private static final String INDEX = "index.html";
  private static final Pattern IMPORT_MAP =
      Pattern.compile("<script type=\"importmap\">(.*?)</script>", Pattern.DOTALL);

  private final Map<String, Asset> files;
  private final Asset index;
  private final Header policy;

  private PageAssets(Map<String, Asset> files, Asset index, Header policy) {
    this.files = files;
    this.index = index;
    this.policy = policy;
  }

  /** Reads everything into memory; it is less than a megabyte. */
  static PageAssets load() {
    Map<String, Asset> files = new HashMap<>();
    Map<String, byte[]> own = Resources.besides(Resources.own("page/" + INDEX), Asset::isServed);
    String page = new String(own.getOrDefault(INDEX, new byte[0]), StandardCharsets.UTF_8);
    for (Map.Entry<Object, Object> vendor : vendors().entrySet()) {
      String name = vendor.getKey().toString();
      String webjar = vendor.getValue().toString();
      String versioned = name + "@" + webjar.substring(webjar.indexOf('/') + 1);
      addVendor(files, name, versioned, webjar);
      page = page.replace(VENDOR + name + "/", VENDOR + versioned + "/");
    }
    own.forEach(
        (path, bytes) -> files.put(ASSETS + path, Asset.of(path, bytes, Asset.Lifetime.CHECKED)));
    files.remove(ASSETS + INDEX);
    byte[] bytes = page.getBytes(StandardCharsets.UTF_8);
    Asset index = Asset.of(INDEX, bytes, Asset.Lifetime.CHECKED);
    return new PageAssets(Map.copyOf(files), index, policyOf(page));
  }

  private static Properties vendors() {
    Properties vendors = new Properties();
    try {
      String text = new String(Resources.read("vendor.properties"), StandardCharsets.UTF_8);
      vendors.load(new StringReader(text));
      return vendors;
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory failed", e);
    }
  }

  private static void addVendor(
      Map<String, Asset> files, String name, String versioned, String webjar) {
    Resources.besides(
            Resources.ofLibrary(WEBJARS + webjar + "/package.json"), PageAssets::isForBrowsers)
        .forEach((path, bytes) -> {
          Asset kept = Asset.of(path, bytes, Asset.Lifetime.FOREVER);
          files.put(VENDOR + versioned + "/" + path, kept);
          files.put(VENDOR + name + "/" + path, kept.lasting(Asset.Lifetime.CHECKED));
        });
  }

  /** The builds for servers and for debugging are left out. */
  private static boolean isForBrowsers(String path) {
    return path.endsWith(".js") && !path.startsWith("node/") && !path.startsWith("development/");
  }

  private static Header policyOf(String page) {
    String maps =
        IMPORT_MAP
            .matcher(page)
            .results()
            .map(map -> " 'sha256-" + hash(map.group(1)) + "'")
            .collect(Collectors.joining());
    return SecurityHeaders.contentPolicy(
        "default-src 'none'; script-src 'self'"
            + maps
            + "; style-src 'self'; img-src 'self' blob:; media-src 'self' blob:; connect-src 'self';"
            + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
  }

  private static String hash(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return Base64.getEncoder()
          .encodeToString(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("each Java platform has SHA-256", e);
    }
  }

  Asset index() {
    return index;
  }

  /** The page policy that lets the page load what is served here, and nothing else. */
  Header policy() {
    return policy;
  }

  Optional<Asset> find(String path) {
    return Optional.ofNullable(files.get(path));
  }
}
