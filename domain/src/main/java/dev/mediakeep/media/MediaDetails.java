package dev.mediakeep.media;

import dev.mediakeep.id.OwnerId;
import java.util.Objects;

/**
 * What people and apps say of a media item, as opposed to what its bytes say.
 *
 * @param owner whose it is
 * @param visibility who else may see it
 * @param recipe how it was generated
 * @param tags what it is filed under
 * @param starred whether somebody marked it as a favourite
 * @param origin where it came from
 */
public record MediaDetails(
    OwnerId owner,
    Visibility visibility,
    Recipe recipe,
    Tags tags,
    boolean starred,
    Origin origin) {
  public MediaDetails {
    Objects.requireNonNull(owner, "owner");
    Objects.requireNonNull(visibility, "visibility");
    Objects.requireNonNull(recipe, "recipe");
    Objects.requireNonNull(tags, "tags");
    Objects.requireNonNull(origin, "origin");
  }

  /** Private, of the anonymous owner, without recipe, tags, star or origin. */
  public static MediaDetails ofDefaults() {
    return builder().build();
  }

  /** A builder that starts from {@link #ofDefaults}. */
  public static Builder builder() {
    return new Builder();
  }

  /** A builder that starts from these details. */
  public Builder toBuilder() {
    return builder()
        .owner(owner)
        .visibility(visibility)
        .recipe(recipe)
        .tags(tags)
        .starred(starred)
        .origin(origin);
  }

  /** Collects details. Not thread-safe. */
  public static final class Builder {
    private OwnerId owner = OwnerId.ANONYMOUS;
    private Visibility visibility = Visibility.PRIVATE;
    private Recipe recipe = Recipe.NONE;
    private Tags tags = Tags.NONE;
    private boolean starred;
    private Origin origin = Origin.NONE;

    private Builder() {}

    public Builder owner(OwnerId subject) {
      owner = subject;
      return this;
    }

    public Builder visibility(Visibility who) {
      visibility = who;
      return this;
    }

    public Builder recipe(Recipe how) {
      recipe = how;
      return this;
    }

    public Builder tags(Tags words) {
      tags = words;
      return this;
    }

    public Builder starred(boolean favourite) {
      starred = favourite;
      return this;
    }

    public Builder origin(Origin whence) {
      origin = whence;
      return this;
    }

    public MediaDetails build() {
      return new MediaDetails(owner, visibility, recipe, tags, starred, origin);
    }
  }
}
