package dev.mediakeep.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MountTableTest {
  private static final MountTable TABLE =
      MountTable.parse(
          List.of(
              "23 29 0:21 / /sys rw,nosuid,nodev shared:7 - sysfs sysfs rw",
              "29 1 254:1 / / rw,relatime shared:1 - ext4 /dev/vda1 rw,discard,errors=remount-ro",
              "36 29 0:33 / /srv/nas rw,relatime shared:19 - nfs4 nas:/export rw,vers=4.2",
              "37 29 0:34 / /srv/nas/local rw,relatime - xfs /dev/sdb1 rw",
              "40 29 0:40 / /data rw,relatime - ext4 /dev/sdc1 rw",
              "41 40 0:41 / /data rw,relatime master:2 propagate_from:1 - virtiofs share rw",
              "50 29 0:50 /a\\040b /mnt/my\\040disk rw - fuse.sshfs host:/a\\134b rw,user_id=0",
              "51 29 0:51 / /mnt/plain rw - 9p host rw",
              "nonsense",
              ""));

  @ParameterizedTest
  @CsvSource({
    "/, ext4",
    "/srv/nassau/app, ext4",
    "/srv/nas, nfs4",
    "/srv/nas/home/.data, nfs4",
    "/srv/nas/local/.data, xfs",
    "/data/app, virtiofs",
    "/mnt/my disk/x, fuse.sshfs",
    "/mnt/plain/x, 9p",
    "/sys/x, sysfs"
  })
  void the_deepest_and_last_mount_holds_a_path(Path path, String type) {
    assertThat(TABLE.typeOf(path)).contains(type);
  }

  @Test
  void a_system_without_a_table_says_nothing() {
    assertThat(new MountTable(List.of()).typeOf(Path.of("/data"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "ext4, WAL",
    "xfs, WAL",
    "btrfs, WAL",
    "zfs, WAL",
    "overlay, WAL",
    "tmpfs, WAL",
    "apfs, WAL",
    "nfs, DELETE",
    "nfs4, DELETE",
    "cifs, DELETE",
    "smb3, DELETE",
    "9p, DELETE",
    "virtiofs, DELETE",
    "fuse, DELETE",
    "fuse.sshfs, DELETE",
    "fuseblk, DELETE",
    "fakeowner, DELETE"
  })
  void shared_file_systems_get_no_log(String type, JournalMode mode) {
    assertThat(FileSystemRule.journalModeOn(type)).isEqualTo(mode);
  }
}
