package dev.mediakeep.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.error.MediakeepException;
import dev.mediakeep.format.MediaKind;
import dev.mediakeep.job.JobPolicies;
import dev.mediakeep.job.Lane;
import dev.mediakeep.job.LaneRule;
import dev.mediakeep.media.MediaLimits;
import dev.mediakeep.net.IpPrefixList;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConfigurationTest {
  private static final Map<String, String> NONE = Map.of();

  @TempDir Path folder;

  private Configuration resolve(Map<String, String> flags, Map<String, String> environment) {
    return ConfigurationSources.read(flags, environment, folder).resolve(folder);
  }

  private static void assertRefused(ThrowingCallable call, String message) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            MediakeepException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIG_INVALID))
        .hasMessage(message);
  }

  @Test
  void has_a_default_for_each_key() {
    Configuration defaults = resolve(NONE, NONE);

    assertThat(defaults.home()).isEqualTo(folder.resolve("backend"));
    assertThat(defaults.dataFolder()).isEqualTo(folder.resolve("backend/.data"));
    assertThat(defaults.mediaFolder()).isEqualTo(folder.resolve("backend/.media-storage"));
    assertThat(defaults.jobFolder()).isEqualTo(folder.resolve("backend/.video-jobs"));
    assertThat(defaults.backupFolder()).isEqualTo(folder.resolve("backend/backups"));
    assertThat(defaults.host()).isEqualTo("127.0.0.1");
    assertThat(defaults.port()).isEqualTo(8_080);
    assertThat(defaults.publicHosts()).isEmpty();
    assertThat(defaults.trustedProxies()).isEqualTo(IpPrefixList.NONE);
    assertThat(defaults.trashTerm()).isEqualTo(Duration.ofDays(30));
    assertThat(defaults.strayGrace()).isEqualTo(Duration.ofHours(24));
    assertThat(defaults.shutdownGrace()).isEqualTo(Duration.ofSeconds(20));
    assertThat(defaults.maxConnections()).isEqualTo(4_096);
    assertThat(defaults.maxRequests()).isEqualTo(256);
    assertThat(defaults.maxUploads()).isEqualTo(64);
    assertThat(defaults.maxListeners()).isEqualTo(2_000);
    assertThat(defaults.maxPolls()).isEqualTo(1_000);
    assertThat(defaults.jobTerm()).isEqualTo(Duration.ofDays(30));
  }

  @Test
  void has_the_limits_of_the_domain_as_defaults() {
    MediaLimits limits = resolve(NONE, NONE).mediaLimits();
    MediaLimits expected = MediaLimits.ofDefaults();

    assertThat(limits.bytesOf(MediaKind.IMAGE)).isEqualTo(expected.bytesOf(MediaKind.IMAGE));
    assertThat(limits.bytesOf(MediaKind.VIDEO)).isEqualTo(expected.bytesOf(MediaKind.VIDEO));
    assertThat(limits.pixels()).isEqualTo(expected.pixels());
    assertThat(limits.videoDuration()).isEqualTo(expected.videoDuration());
    assertThat(limits.minFreeBytes()).isEqualTo(expected.minFreeBytes());
  }

  @Test
  void has_the_policies_of_the_domain_as_defaults() {
    Configuration defaults = resolve(NONE, NONE);
    JobPolicies expected = JobPolicies.ofDefaults();

    assertThat(defaults.jobPolicies().lease()).isEqualTo(expected.lease());
    assertThat(defaults.jobPolicies().limits())
        .usingRecursiveComparison()
        .isEqualTo(expected.limits());
    assertThat(defaults.jobTerm()).isEqualTo(Duration.ofDays(30));
    assertThat(defaults.lanes()).isEmpty();
  }

  @Test
  void reads_lanes_with_and_without_a_limit() {
    Lane film = new Lane("acme", "film-1");

    assertThat(resolve(Map.of("lane", "acme/film-1=3, other/a/b:c"), NONE).lanes())
        .containsExactly(
            new LaneRule(film, LaneRule.ofDefaults(film).maxQueued(), 3),
            LaneRule.ofDefaults(new Lane("other", "a/b:c")));
    for (String wrong : List.of("acme", "acme/film=", "acme/film=0", "acme/film=x", "=3")) {
      assertRefused(
          () -> resolve(Map.of("lane", wrong), NONE),
          "lane must be provider/model or provider/model=RUNNING, with commas between them, was '"
              + wrong
              + "' (from --lane)");
    }
  }

  @Test
  void a_lease_lasts_an_hour_at_most() {
    assertThat(resolve(Map.of("lease-term", "5m"), NONE).jobPolicies().lease().term())
        .isEqualTo(Duration.ofMinutes(5));
    assertRefused(
        () -> resolve(Map.of("lease-term", "2h"), NONE),
        "lease-term must be at most 1h, was '2h' (from --lease-term)");
  }

  @Test
  void lets_flags_win_over_environment_over_file() throws IOException {
    Files.writeString(
        folder.resolve("mediakeep.properties"), "port = 1\nhost: file\nhome=from-file\n");

    Configuration configuration =
        resolve(
            Map.of("port", "3"),
            Map.of("MEDIAKEEP_PORT", "2", "MEDIAKEEP_HOST", "environment", "PATH", "/bin"));

    assertThat(configuration.port()).isEqualTo(3);
    assertThat(configuration.host()).isEqualTo("environment");
    assertThat(configuration.home()).isEqualTo(folder.resolve("from-file"));
    assertThat(configuration.dataFolder()).isEqualTo(folder.resolve("from-file/.data"));
  }

  @Test
  void sets_each_folder_alone() {
    Configuration configuration =
        resolve(Map.of("media-folder", "/mnt/media", "home", "/srv/keep"), NONE);

    assertThat(configuration.mediaFolder()).isEqualTo(Path.of("/mnt/media"));
    assertThat(configuration.dataFolder()).isEqualTo(Path.of("/srv/keep/.data"));
  }

  @Test
  void leaves_it_to_the_system_what_a_step_up_means() {
    assertThat(resolve(Map.of("home", "/srv/link/../keep"), NONE).home())
        .isEqualTo(Path.of("/srv/link/../keep"));
    assertThat(resolve(Map.of("home", "./a/./b"), NONE).home()).isEqualTo(folder.resolve("a/b"));
  }

  @Test
  void reads_the_file_that_is_named() throws IOException {
    Files.writeString(folder.resolve("other.properties"), "port=7\nhome=/srv/gäste\n");

    assertThat(resolve(Map.of("config", "other.properties"), NONE).port()).isEqualTo(7);
    assertThat(resolve(NONE, Map.of("MEDIAKEEP_CONFIG", "other.properties")).home())
        .isEqualTo(Path.of("/srv/gäste"));
  }

  @Test
  void refuses_a_named_file_that_is_not_there() {
    assertRefused(
        () -> resolve(Map.of("config", "absent.properties"), NONE),
        "config must be a properties file in UTF-8, was absent.properties");
  }

  @Test
  void refuses_a_file_that_is_no_properties_file() throws IOException {
    Files.write(
        folder.resolve("mediakeep.properties"), "home=gäste".getBytes(StandardCharsets.ISO_8859_1));

    assertRefused(
        () -> resolve(NONE, NONE),
        "config must be a properties file in UTF-8, was mediakeep.properties");
  }

  @Test
  void names_the_key_that_was_meant() throws IOException {
    assertRefused(
        () -> resolve(NONE, Map.of("MEDIAKEEP_PROT", "1")),
        "unknown variable MEDIAKEEP_PROT (did you mean 'MEDIAKEEP_PORT'?)");
    assertRefused(
        () -> resolve(Map.of("max-image-byte", "1"), NONE),
        "unknown flag --max-image-byte (did you mean 'max-image-bytes'?)");
    assertRefused(
        () -> resolve(NONE, Map.of("MEDIAKEEP_SOMETHING_ELSE", "1")),
        "unknown variable MEDIAKEEP_SOMETHING_ELSE");
    Files.writeString(folder.resolve("mediakeep.properties"), "trash_term=1d");
    assertRefused(
        () -> resolve(NONE, NONE),
        "unknown key trash_term (did you mean 'trash-term'?) in mediakeep.properties");
  }

  @Test
  void leaves_the_variables_of_the_start_script_alone() {
    assertThat(resolve(NONE, Map.of("MEDIAKEEP_JAVA_OPTS", "-Xmx1g", "MEDIAKEEP_NO_AOT", "1")))
        .isNotNull();
  }

  @Test
  void refuses_the_files_name_inside_the_file() throws IOException {
    Files.writeString(folder.resolve("mediakeep.properties"), "config=other.properties");

    assertRefused(
        () -> resolve(NONE, NONE),
        "config must not stand in the file that it names, stands in mediakeep.properties");
  }

  @Test
  void tells_all_faults_at_once() throws IOException {
    Files.writeString(folder.resolve("mediakeep.properties"), "max-pixels=many\nprot=1\n");

    assertRefused(
        () ->
            resolve(
                Map.of("port", "x", "max-image-bytes", "0"),
                Map.of("MEDIAKEEP_TRASH_TERM", "soon")),
        """
        the configuration has 5 faults:
          unknown key prot (did you mean 'port'?) in mediakeep.properties
          port must be a whole number 0..65535, was 'x' (from --port)
          max-image-bytes must be a size such as 50MB, 2GB, 64MiB or 50000000, above 0, was '0' \
        (from --max-image-bytes)
          max-pixels must be a number of pixels such as 50MP or 50000000, was 'many' (from \
        mediakeep.properties)
          trash-term must be a duration such as 500ms, 20s, 30m, 24h, 30d or PT30M, was 'soon' \
        (from MEDIAKEEP_TRASH_TERM)\
        """);
  }

  @Test
  void takes_addresses_of_proxies_with_commas_between_them() throws Exception {
    IpPrefixList proxies =
        resolve(Map.of("trusted-proxies", "127.0.0.1, 10.0.0.0/8,fd00::/8,"), NONE)
            .trustedProxies();
    assertThat(proxies.contains(InetAddress.getByName("10.9.8.7"))).isTrue();
    assertThat(proxies.contains(InetAddress.getByName("127.0.0.2"))).isFalse();
    assertThat(proxies.contains(InetAddress.getByName("fd12::1"))).isTrue();
    for (String wrong : List.of("proxy.internal", "10.0.0.1/8", "1.2.3.256", "10.0.0.0/33", "*")) {
      assertRefused(
          () -> resolve(Map.of("trusted-proxies", "127.0.0.1," + wrong), NONE),
          "trusted-proxies must be addresses such as 10.1.2.3 or 10.0.0.0/8 (no bits beyond the"
              + " 8), with commas between them, was '%s' (from --trusted-proxies)"
                  .formatted(wrong));
    }
  }

  @Test
  void takes_names_of_hosts_with_commas_between_them() {
    Map<String, String> environment = Map.of("MEDIAKEEP_PUBLIC_HOST", "a.example, B.example:8443,");
    assertThat(resolve(NONE, environment).publicHosts())
        .containsExactly("a.example", "B.example:8443");
    assertThat(resolve(Map.of("public-host", ""), environment).publicHosts()).isEmpty();
    for (String wrong : List.of("https://a.example", "a.example/x", "*.example", "a b", "a:x")) {
      assertRefused(
          () -> resolve(Map.of("public-host", "b.example," + wrong), NONE),
          "public-host must be host names such as media.example.org or media.example.org:8443,"
              + " with commas between them, was '%s' (from --public-host)".formatted(wrong));
    }
  }

  @Test
  void refuses_empty_and_impossible_values() {
    assertRefused(
        () -> resolve(Map.of("home", " "), NONE),
        "home must be the path of a file or folder, was ' ' (from --home)");
    assertRefused(
        () -> resolve(Map.of("media-folder", "a\0b"), NONE),
        "media-folder must be a path that this system allows, was 'a?b' (from --media-folder)");
    assertRefused(
        () -> resolve(Map.of("host", "http://localhost"), NONE),
        "host must be a host name or an IP address, was 'http://localhost' (from --host)");
    assertRefused(
        () -> resolve(Map.of("max-uploads", "0"), NONE),
        "max-uploads must be 1..1000000, was '0' (from --max-uploads)");
    assertRefused(
        () -> resolve(Map.of("config", ""), NONE),
        "config must be the path of a file or folder, was '' (from --config)");
  }

  @Test
  void has_a_variable_and_a_purpose_for_each_key() {
    assertThat(ConfigurationKeys.MAX_IMAGE_BYTES.variable()).isEqualTo("MEDIAKEEP_MAX_IMAGE_BYTES");
    assertThat(ConfigurationKeys.ALL)
        .allMatch(key -> key.name().matches("[a-z]+(-[a-z]+)*"))
        .allMatch(key -> !key.purpose().endsWith(".") && !key.purpose().contains("\n"))
        .doesNotHaveDuplicates();
  }
}
