package dev.mediakeep.ops;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.error.InvalidValueException;
import dev.mediakeep.error.MediakeepException;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/**
 * Where configuration comes from, the strongest first.
 *
 * @param flags what stood on the command line, by key
 * @param environment all environment variables; those that are not ours do not count
 * @param file the properties file's content, by key
 * @param fileName how messages call the file
 */
record ConfigurationSources(
    Map<String, String> flags,
    Map<String, String> environment,
    Map<String, String> file,
    String fileName) {
  ConfigurationSources {
    flags = Map.copyOf(flags);
    environment = Map.copyOf(environment);
    file = Map.copyOf(file);
  }

  /**
   * A text and who said it.
   *
   * @param origin as a message names it
   */
  private record Said(String text, String origin) {}

  /**
   * Reads the properties file that flags or environment name, or the default one where it exists.
   * Variables that Kubernetes has made for a Service are left out.
   *
   * @param environment all variables
   * @param workingFolder what relative paths start from
   * @throws MediakeepException with {@link ErrorCode#CONFIG_INVALID} when it cannot be read
   */
  static ConfigurationSources read(
      Map<String, String> flags, Map<String, String> environment, Path workingFolder) {
    ConfigurationKey<Path> key = ConfigurationKeys.CONFIG;
    Map<String, String> variables = ServiceLinks.leftOutOf(environment);
    ConfigurationSources given = new ConfigurationSources(flags, variables, Map.of(), "");
    Optional<Said> named = given.find(key);
    String name = named.map(Said::text).orElse(key.defaultText());
    Path path = workingFolder.resolve(given.parsed(key, named, name));
    if (named.isEmpty() && !Files.exists(path)) {
      return given;
    }
    return new ConfigurationSources(flags, variables, load(path, name), name);
  }

  private Path parsed(ConfigurationKey<Path> key, Optional<Said> named, String name) {
    try {
      return key.parse(name);
    } catch (InvalidValueException e) {
      throw refused(List.of(e.getMessage() + from(named)));
    }
  }

  private static Map<String, String> load(Path path, String name) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(path)) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      throw new MediakeepException(
          ErrorCode.CONFIG_INVALID, "config must be a properties file in UTF-8, was " + name, e);
    }
    Map<String, String> content = new HashMap<>();
    properties.stringPropertyNames().forEach(key -> content.put(key, value(properties, key)));
    return content;
  }

  private static String value(Properties properties, String key) {
    return properties.getProperty(key, "").strip();
  }

  /**
   * Settles each key.
   *
   * @param workingFolder what relative paths start from
   * @throws MediakeepException with {@link ErrorCode#CONFIG_INVALID} when anything is unknown or
   *     breaks its rule; the message names all of it
   */
  Configuration resolve(Path workingFolder) {
    List<String> faults = unknownNames();
    Map<ConfigurationKey<?>, Object> values = new HashMap<>();
    String home = find(ConfigurationKeys.HOME).map(Said::text).orElse(defaultHome());
    for (ConfigurationKey<?> key : ConfigurationKeys.ALL) {
      Optional<Said> said = find(key);
      String text = said.map(Said::text).orElse(defaultOf(key, home));
      try {
        values.put(key, key.parse(text));
      } catch (InvalidValueException e) {
        faults.add(e.getMessage() + from(said));
      }
    }
    if (!faults.isEmpty()) {
      throw refused(faults);
    }
    return new Configuration(workingFolder, values);
  }

  private static String defaultHome() {
    return ConfigurationKeys.HOME.defaultText();
  }

  private static String defaultOf(ConfigurationKey<?> key, String home) {
    return key.defaultText().replace(ConfigurationKey.HOME_PLACE, home);
  }

  private static String from(Optional<Said> said) {
    return said.map(it -> " (from " + it.origin() + ")").orElse("");
  }

  private Optional<Said> find(ConfigurationKey<?> key) {
    String flag = flags.get(key.name());
    if (flag != null) {
      return Optional.of(new Said(flag, key.flag()));
    }
    String variable = environment.get(key.variable());
    if (variable != null) {
      return Optional.of(new Said(variable, key.variable()));
    }
    String line = file.get(key.name());
    return Optional.ofNullable(line).map(text -> new Said(text, fileName));
  }

  private List<String> unknownNames() {
    List<String> names = ConfigurationKeys.ALL.stream().map(ConfigurationKey::name).toList();
    List<String> variables =
        ConfigurationKeys.ALL.stream().map(ConfigurationKey::variable).toList();
    List<String> faults = new ArrayList<>();
    faults.addAll(unknown("flag", "--", flags.keySet(), names, ""));
    faults.addAll(unknown("variable", "", ourVariables(), variables, ""));
    faults.addAll(unknown("key", "", file.keySet(), names, " in " + fileName));
    if (file.containsKey(ConfigurationKeys.CONFIG.name())) {
      faults.add("config must not stand in the file that it names, stands in " + fileName);
    }
    return faults;
  }

  private Set<String> ourVariables() {
    Set<String> ours = new HashSet<>(environment.keySet());
    ours.removeIf(name -> !name.startsWith(ConfigurationKey.VARIABLE_PREFIX));
    ours.removeAll(ConfigurationKeys.LAUNCHER_VARIABLES);
    return ours;
  }

  private static List<String> unknown(
      String what, String prefix, Set<String> given, List<String> known, String where) {
    return given.stream()
        .filter(name -> !known.contains(name))
        .sorted()
        .map(name ->
            "unknown " + what + " " + prefix + name + Spelling.question(name, known) + where)
        .toList();
  }

  private static MediakeepException refused(List<String> faults) {
    return new MediakeepException(
        ErrorCode.CONFIG_INVALID,
        faults.size() == 1
            ? faults.getFirst()
            : "the configuration has "
                + faults.size()
                + " faults:\n  "
                + String.join("\n  ", faults));
  }
}
