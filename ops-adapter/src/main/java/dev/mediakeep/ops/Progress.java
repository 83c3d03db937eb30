package dev.mediakeep.ops;

import java.util.Locale;

/**
 * Shows how far a long work is: a bar that is drawn over on a terminal, a line each thousand files
 * elsewhere. Thread-safe.
 */
final class Progress {
  /**
   * All that there is to do.
   *
   * @param files those that will be looked at
   * @param bytes their sizes together
   */
  record Total(long files, long bytes) {}

  private static final int FILES_A_LINE = 1_000;
  private static final int STEPS = 1_000;
  private static final int STEPS_A_PERCENT = 10;
  private static final int MAX_BAR = 30;
  private static final int MIN_BAR = 10;
  private static final String CLEAR_LINE = "\r\u001b[K";

  private final Console console;
  private final Total total;
  private final boolean onTerminal;
  private long files;
  private long bytes;
  private long drawnStep;
  private boolean visible;

  Progress(Console console, Total total) {
    this.console = console;
    this.total = total;
    this.onTerminal = console.columns().isPresent();
  }

  /** Takes note of bytes that need not be looked at any more. */
  synchronized void read(long count) {
    bytes += count;
    if (onTerminal) {
      drawIfChanged();
    }
  }

  /** Takes note of a file that need not be looked at any more. */
  synchronized void fileDone() {
    files++;
    if (onTerminal) {
      drawIfChanged();
    } else if (files % FILES_A_LINE == 0) {
      console.note(counts());
      console.flush();
    }
  }

  /** Clears the bar away, so that other lines can be printed; the next step draws it again. */
  synchronized void hide() {
    if (visible) {
      console.err().print(CLEAR_LINE);
      console.err().flush();
      visible = false;
    }
  }

  private void drawIfChanged() {
    long step = stepsDone();
    if (!visible || step != drawnStep) {
      drawnStep = step;
      visible = true;
      console.err().print(CLEAR_LINE + bar(step));
      console.err().flush();
    }
  }

  /** As many bytes as files may be empty or grow: the bar follows whichever is not there yet. */
  private long stepsDone() {
    long byBytes = total.bytes() == 0 ? STEPS : Math.min(STEPS, bytes * STEPS / total.bytes());
    return files < total.files() ? Math.min(STEPS - 1, byBytes) : STEPS;
  }

  private String bar(long step) {
    String text = String.format(Locale.ROOT, "%3d %%  %s", step / STEPS_A_PERCENT, counts());
    int room = Math.min(MAX_BAR, console.columns().orElse(0) - text.length() - 4);
    if (room < MIN_BAR) {
      return text;
    }
    int full = (int) (step * room / STEPS);
    return "[" + "=".repeat(full) + " ".repeat(room - full) + "] " + text;
  }

  private String counts() {
    return Sizes.showCount(files)
        + " of "
        + AddLines.files(total.files())
        + ", "
        + Sizes.show(bytes);
  }
}
