package dev.mediakeep.format;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads MP4 and MOV, the movie box first or last, whole or in fragments. */
final class MovieReader implements FormatReader {
  private final MediaFormat format;

  MovieReader(MediaFormat format) {
    this.format = format;
  }

  @Override
  public MediaShape read(FileWindow file) throws IOException, MalformedFileException {
    Box moov = findMovie(file);
    Movie movie = Movie.read(file, moov);
    if (movie.isFragmented()) {
      for (Boxes boxes = Boxes.of(file); boxes.hasNext(); ) {
        Box box = boxes.next();
        if (box.type().equals("moof")) {
          new Fragment(file, movie).read(box);
        }
      }
    }
    return new MediaShape(format, movie.shown(), Optional.of(movie.duration()));
  }

  /** The movie box of a file whose boxes add up, with samples behind each box that needs some. */
  private static Box findMovie(FileWindow file) throws IOException, MalformedFileException {
    Box moov = null;
    Box fragment = null;
    boolean samples = false;
    for (Boxes boxes = Boxes.of(file); boxes.hasNext(); ) {
      Box box = boxes.next();
      switch (box.type()) {
        case "moov" -> moov = only(moov, box);
        case "moof" -> fragment = box;
        case "mdat" -> {
          samples = true;
          fragment = null;
        }
        default -> {}
      }
    }
    if (moov == null) {
      throw new MalformedFileException("no moov box before the file's end at " + file.size());
    }
    if (!samples || fragment != null) {
      Box lonely = fragment == null ? moov : fragment;
      throw new MalformedFileException(
          "no mdat box for the " + lonely.type() + " box at " + lonely.start());
    }
    return moov;
  }

  private static Box only(@Nullable Box first, Box box) throws MalformedFileException {
    if (first != null) {
      throw new MalformedFileException("a second " + box.type() + " box at " + box.start());
    }
    return box;
  }
}
