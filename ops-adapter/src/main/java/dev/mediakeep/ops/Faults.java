package dev.mediakeep.ops;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.error.InvalidValueException;
import dev.mediakeep.error.MediakeepException;
import dev.mediakeep.error.Problem;
import java.lang.System.Logger.Level;

/** Tells what went wrong, and as which exit status. */
final class Faults {
  private static final System.Logger LOGGER = System.getLogger(Faults.class.getName());

  private final Invocation invocation;

  Faults(Invocation invocation) {
    this.invocation = invocation;
  }

  /** Says what stopped a verb. */
  ExitStatus report(Throwable fault) {
    return switch (fault) {
      case MediakeepException e -> say(e.problem(), ExitStatus.of(e.code().category()));
      case InvalidValueException e -> say(e.problem(), ExitStatus.USAGE);
      default -> reportDefect(fault);
    };
  }

  private ExitStatus reportDefect(Throwable fault) {
    LOGGER.log(Level.ERROR, "a defect of Mediakeep", fault);
    Problem problem = Problem.of(ErrorCode.INTERNAL_ERROR, "a defect of Mediakeep: " + fault);
    return say(
        problem.withHint("report it with what was logged"),
        ExitStatus.of(problem.code().category()));
  }

  /** Says that the arguments are wrong. */
  ExitStatus reportUsage(String message, String hint) {
    return say(Problem.of(ErrorCode.FIELD_INVALID, message).withHint(hint), ExitStatus.USAGE);
  }

  /** Says why what was asked for is not done, though the words were right. */
  ExitStatus reportRefusal(Problem problem) {
    return say(problem, ExitStatus.REFUSED);
  }

  private ExitStatus say(Problem problem, ExitStatus status) {
    Console console = invocation.console();
    if (invocation.isJson()) {
      console.noteJson(json -> JsonForms.write(json, problem));
    } else {
      console.note("mediakeep: " + problem.message());
      console.note("hint: " + problem.hint());
    }
    return status;
  }
}
