package dev.mediakeep.sqlite;

import java.util.Set;

/**
 * Which file systems may hold a write-ahead log. It needs memory that all processes share and locks
 * that hold; over a network or from a virtual machine's host there is neither, and the database is
 * corrupted without any error.
 */
final class FileSystemRule {
  private static final Set<String> SHARED =
      Set.of(
          "9p",
          "afs",
          "afpfs",
          "ceph",
          "cifs",
          "coda",
          "davfs",
          "drvfs",
          "fakeowner",
          "gfs2",
          "glusterfs",
          "lustre",
          "ncpfs",
          "nfs",
          "nfs4",
          "ocfs2",
          "osxfs",
          "prl_fs",
          "smb2",
          "smb3",
          "smbfs",
          "vboxsf",
          "virtiofs",
          "vmhgfs",
          "webdav");

  private FileSystemRule() {}

  static JournalMode journalModeOn(String type) {
    return SHARED.contains(type) || type.startsWith("fuse") ? JournalMode.DELETE : JournalMode.WAL;
  }
}
