package dev.mediakeep.fs;

import java.util.concurrent.atomic.AtomicLongArray;

/** A set of small numbers, one bit each. Thread-safe without locks. */
final class FolderBits {
  private final AtomicLongArray words;

  FolderBits(int size) {
    words = new AtomicLongArray((size + Long.SIZE - 1) / Long.SIZE);
  }

  boolean contains(int number) {
    return (words.get(number / Long.SIZE) & bit(number)) != 0;
  }

  void add(int number) {
    words.getAndUpdate(number / Long.SIZE, word -> word | bit(number));
  }

  void remove(int number) {
    words.getAndUpdate(number / Long.SIZE, word -> word & ~bit(number));
  }

  private static long bit(int number) {
    return 1L << (number % Long.SIZE);
  }
}
