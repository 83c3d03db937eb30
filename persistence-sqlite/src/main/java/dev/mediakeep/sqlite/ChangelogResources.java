package dev.mediakeep.sqlite;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import liquibase.resource.AbstractResource;
import liquibase.resource.AbstractResourceAccessor;
import liquibase.resource.Resource;

/**
 * Lets Liquibase see the changelog and nothing else: not what else lies on the class path under the
 * same name, and not what the module system hides.
 */
final class ChangelogResources extends AbstractResourceAccessor {
  @Override
  public List<Resource> search(String path, boolean recursive) {
    return List.of();
  }

  @Override
  public List<Resource> getAll(String path) {
    Resource resource = new ChangelogResource(path);
    return resource.exists() ? List.of(resource) : List.of();
  }

  @Override
  public List<String> describeLocations() {
    return List.of("the changelog of Mediakeep");
  }

  @Override
  public void close() {}

  private static final class ChangelogResource extends AbstractResource {
    ChangelogResource(String path) {
      super(path.startsWith("/") ? path : "/" + path, URI.create("changelog:" + path));
    }

    private Optional<InputStream> open() {
      return Changelog.open("/" + getPath());
    }

    @Override
    public InputStream openInputStream() throws IOException {
      return open().orElseThrow(() -> new FileNotFoundException(getPath()));
    }

    @Override
    public boolean exists() {
      try (InputStream in = open().orElse(null)) {
        return in != null;
      } catch (IOException e) {
        return false;
      }
    }

    @Override
    public Resource resolve(String other) {
      return new ChangelogResource(resolvePath(other));
    }

    @Override
    public Resource resolveSibling(String other) {
      return new ChangelogResource(resolveSiblingPath(other));
    }
  }
}
