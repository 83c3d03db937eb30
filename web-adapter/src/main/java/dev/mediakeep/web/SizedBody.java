package dev.mediakeep.web;

import org.jspecify.annotations.Nullable;

/** A body whose length is declared. */
final class SizedBody implements IncomingBody {
  private final Incoming in;
  private long left;

  SizedBody(Incoming in, long length) {
    this.in = in;
    this.left = length;
  }

  @Override
  public byte @Nullable [] next() {
    if (!in.await()) {
      return null;
    }
    int count = (int) Math.min(left, in.available());
    left -= count;
    return in.take(count);
  }

  @Override
  public boolean isComplete() {
    return left == 0;
  }
}
