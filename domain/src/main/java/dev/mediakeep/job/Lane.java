package dev.mediakeep.job;

import dev.mediakeep.error.InvalidValueException;
import dev.mediakeep.error.Rules;
import java.util.regex.Pattern;

/**
 * Where jobs of a kind queue up: a provider and the model that it runs, {@code provider/model}.
 *
 * @param provider 1 to 64 letters, digits, dots, hyphens and underscores
 * @param model 1 to 128 of these, slashes and colons
 */
public record Lane(String provider, String model) implements Comparable<Lane> {
  private static final Pattern PROVIDER = Pattern.compile("[A-Za-z0-9._-]{1,64}");
  private static final Pattern MODEL = Pattern.compile("[A-Za-z0-9._/:-]{1,128}");

  public Lane {
    if (!PROVIDER.matcher(provider).matches() || !MODEL.matcher(model).matches()) {
      throw invalid(provider + "/" + model);
    }
  }

  /**
   * Reads what {@link #toString} writes; what comes before the first slash is the provider.
   *
   * @throws InvalidValueException when the text is anything else
   */
  public static Lane parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      throw invalid(text);
    }
    return new Lane(text.substring(0, slash), text.substring(slash + 1));
  }

  private static InvalidValueException invalid(String text) {
    return new InvalidValueException(
        "lane",
        "lane must be provider/model of letters, digits and . _ - (a model also / and :), was "
            + Rules.quote(text));
  }

  @Override
  public int compareTo(Lane other) {
    return toString().compareTo(other.toString());
  }

  @Override
  public String toString() {
    return provider + "/" + model;
  }
}
