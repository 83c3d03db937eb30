package dev.mediakeep.job;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which command does what in which state. Filled once, then only read. */
final class EdgeTable {
  private final Map<Place, Entry<?, ?>> entries = new HashMap<>();

  /** What a command does in a state. */
  @FunctionalInterface
  interface Edge<S extends JobState, C extends JobCommand> {
    Outcome follow(Job job, S state, C command, Instant now);
  }

  private record Place(Class<? extends JobState> state, Class<? extends JobCommand> command) {}

  private record Entry<S extends JobState, C extends JobCommand>(
      Class<S> state, Class<C> command, Edge<S, C> edge, Set<JobState.Kind> targets) {
    Outcome follow(Job job, JobCommand given, Instant now) {
      Outcome outcome = edge.follow(job, state.cast(job.state()), command.cast(given), now);
      if (outcome instanceof Outcome.Moved moved && !targets.contains(moved.job().state().kind())) {
        throw new IllegalStateException(
            "no edge leads from " + job.state() + " by " + given + " to " + moved.job().state());
      }
      return outcome;
    }
  }

  /** The row of a state. */
  final class Row<S extends JobState> {
    private final Class<S> state;

    private Row(Class<S> state) {
      this.state = state;
    }

    /** In this state, the command does this, and leads to one of these states. */
    <C extends JobCommand> Row<S> on(Class<C> command, Edge<S, C> edge, JobState.Kind... targets) {
      Entry<?, ?> earlier =
          entries.put(
              new Place(state, command), new Entry<>(state, command, edge, Set.of(targets)));
      if (earlier != null) {
        throw new IllegalStateException("two edges for " + command + " in " + state);
      }
      return this;
    }
  }

  <S extends JobState> Row<S> from(Class<S> state) {
    return new Row<>(state);
  }

  /** What the command does; empty when it does nothing in this state. */
  Optional<Outcome> follow(Job job, JobCommand command, Instant now) {
    Entry<?, ?> entry = entries.get(new Place(job.state().getClass(), command.getClass()));
    return Optional.ofNullable(entry).map(found -> found.follow(job, command, now));
  }

  /** The states that the command may lead to; none where it is refused. */
  Set<JobState.Kind> targets(Class<? extends JobState> state, Class<? extends JobCommand> command) {
    Entry<?, ?> entry = entries.get(new Place(state, command));
    return entry == null ? Set.of() : entry.targets();
  }
}
