package dev.mediakeep.web;

import java.util.NavigableSet;
import java.util.TreeSet;

/** The calls that wait for jobs of one lane. Guarded by its desk. */
final class LaneLine {
  /** Those that sleep, the longest waiting first. */
  final NavigableSet<HeldClaim> sleeping = new TreeSet<>();

  /** How many jobs there may be that nobody was called for. */
  private int chances;

  /** How many wait here, be it that they sleep or ask the queue just now. */
  private int members;

  /** A line that somebody begins: nobody has asked yet whether there is anything. */
  LaneLine() {
    chances = 1;
  }

  void enter() {
    members++;
  }

  /** Returns whether nobody is left. */
  boolean leave() {
    members--;
    return members == 0;
  }

  boolean hasChance() {
    return chances > 0;
  }

  /** There is one job more. */
  void addChance() {
    chances++;
  }

  /** There may be something; nobody knows whether. */
  void offerChance() {
    chances = Math.max(1, chances);
  }

  /** Somebody asks for so many. */
  void takeChances(int most) {
    chances = Math.max(0, chances - most);
  }
}
