package dev.mediakeep.ops;

import dev.mediakeep.media.MediaDetails;
import dev.mediakeep.media.NewMedia;
import java.util.Optional;

/**
 * What each of the files is to be added as.
 *
 * @param details what is said of each of them
 * @param reuse whether the owner's item with the same bytes is reused; empty to reuse it for files
 *     out of folders only, so that the same folder can be given again
 */
record AddOrder(MediaDetails details, Optional<Boolean> reuse) {
  NewMedia requestFor(FileWalk.Found found) {
    NewMedia request = NewMedia.of(details).declaringBytes(found.bytes());
    return reuse.orElse(found.below()) ? request.reusingDuplicates() : request;
  }
}
