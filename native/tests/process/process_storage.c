/*
 * "Disk full, write-protected directory, fsync error": no file with a final name is ever
 * incomplete, and the error names file and cause. On file systems of the test's own, which not even
 * root can write to. And "power loss".
 */
#include <errno.h>
#include <sched.h>
#include <stdatomic.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "tests/process/process_scenario.h"
#include "tests/temp_folder.h"

#define BOTH(options) \
  STREAMERS("'recorder', 'file'") RECORDER FILES("stop-node-on-error = true\n" options)

/* The folder that the file service writes to. Nobody else sees it mounted, so that it is gone with
 * this process in any case. */
static char *mount_folder(const char *options) {
  char *folder = temp_folder_path(node_home, "streamed");
  CHECK_INT(0, mkdir(folder, 0755));
  if (unshare(CLONE_NEWNS) != 0 || mount(NULL, "/", NULL, MS_PRIVATE | MS_REC, NULL) != 0 ||
      mount("tmpfs", folder, "tmpfs", 0, options) != 0) {
    CHECK_INT(EPERM, errno);
    scenario_skip("only root can mount a file system that is full");
  }
  return folder;
}

static void unmount_folder(char *folder) {
  CHECK_INT(0, umount2(folder, MNT_DETACH));
  free(folder);
}

#define FULL_AT_BLOCK_4                                                                \
  "open: OK\n"                                                                         \
  "commit 4: SERVICE_FAILED: service file failed at height 4: writing "                \
  "HOME/streamed/block-4-data: No space left on device: free space on its file system" \
  ", or have the consumer delete what it has read\n"                                   \
  "commits 1 to 4: 3 OK\n"                                                             \
  "close: OK\n"                                                                        \
  "exit 0\n"                                                                           \
  "recorder.heights: 1-4\n"                                                            \
  "streamed: 1-3\n"

/* Blocks of 300 KB on a MiB: the fourth is too large, and so is what follows. */
static void disk_full(void) {
  char *folder = mount_folder("size=1m");
  node_settings.value_size = 300000;
  node_settings.config = BOTH("");
  scenario_expect_blocks(4, FULL_AT_BLOCK_4);
  unmount_folder(folder);
}

/* As the reference has it, where nothing is said. */
static void disk_full_is_a_hole_where_the_node_is_not_to_stop(void) {
  char *folder = mount_folder("size=1m");
  node_settings.value_size = 300000;
  node_settings.config = STREAMERS("'recorder', 'file'") RECORDER FILES("");
  scenario_expect_blocks(4,
                         "open: OK\n"
                         "commits 1 to 4: 4 OK\n"
                         "close: OK\n"
                         "exit 0\n"
                         "recorder.heights: 1-4\n"
                         "streamed: 1-3\n");
  char *record = NULL;
  CHECK(asprintf(&record,
                 "node ERROR abcistream.file: service file failed at height 4\n"
                 "org.abcistream.file.FileFailure: writing %s/block-4-data: No space left on "
                 "device: free space on its file system",
                 folder) > 0);
  scenario_expect_log(record);
  free(record);
  unmount_folder(folder);
}

static void disk_full_with_fsync(void) {
  char *folder = mount_folder("size=1m");
  node_settings.value_size = 300000;
  node_settings.config = BOTH("fsync = true\n");
  scenario_expect_blocks(4, FULL_AT_BLOCK_4);
  unmount_folder(folder);
}

static void directory_write_protected_before_the_start(void) {
  char *folder = mount_folder("size=1m");
  CHECK_INT(0, mount(NULL, folder, NULL, MS_REMOUNT | MS_RDONLY, NULL));
  node_settings.config = BOTH("");
  scenario_expect_blocks(
      1,
      "open: CONFIG: service file cannot start: streamers.file.write_dir is "
      "\"streamed\": cannot write in HOME/streamed: Read-only file system: mount "
      "it for writing\n"
      "exit 0\n"
      "streamed:\n");
  unmount_folder(folder);
}

static char *streamed;

/* A second mount of the folder over it: no file that the service has open stands in its way. */
static void protect_between_blocks(void) {
  CHECK(node_open());
  node_commit(1, 2);
  CHECK_INT(0, mount(streamed, streamed, NULL, MS_BIND, NULL));
  CHECK_INT(0, mount(NULL, streamed, NULL, MS_REMOUNT | MS_BIND | MS_RDONLY, NULL));
  node_commit(3, 3);
  node_close();
  CHECK_INT(0, umount2(streamed, MNT_DETACH));
}

static void directory_write_protected_while_it_runs(void) {
  streamed = mount_folder("size=1m");
  node_settings.config = BOTH("");
  scenario_expect(protect_between_blocks,
                  "open: OK\n"
                  "commits 1 to 2: 2 OK\n"
                  "commit 3: SERVICE_FAILED: service file failed at height 3: writing "
                  "HOME/streamed/block-3-data: Read-only file system: mount it for writing\n"
                  "commits 3 to 3: 0 OK\n"
                  "close: OK\n"
                  "exit 0\n"
                  "recorder.heights: 1-3\n"
                  "streamed: 1-2\n");
  unmount_folder(streamed);
}

/* ---- The disk's own failures ---- */

static atomic_int failures_left;

/* Stands before the C library's, for the JVM too: a disk that loses the file of a block. */
__attribute__((visibility("default"))) int fsync(int file);
int fsync(int file) {
  char link[64];
  char path[4096] = "";
  snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  if (atomic_load(&failures_left) > 0 && readlink(link, path, sizeof path - 1) > 0 &&
      strstr(path, "-data") != NULL) {
    atomic_fetch_sub(&failures_left, 1);
    errno = EIO;
    return -1;
  }
  return (int)syscall(SYS_fsync, file);
}

static void fail_at_block_3(void) {
  CHECK(node_open());
  node_commit(1, 2);
  atomic_store(&failures_left, 1);
  node_commit(3, 3);
  CHECK_INT(0, atomic_load(&failures_left));
  node_close();
}

static void go_on_at_block_3(void) {
  CHECK(node_open());
  node_commit(3, 4);
  node_close();
}

/* Nor is it synced a second time, which would succeed though the bytes are lost. */
static void a_failed_fsync_is_no_file_and_the_block_is_written_anew(void) {
  node_settings.config = BOTH("fsync = true\n");
  scenario_expect(fail_at_block_3,
                  "open: OK\n"
                  "commits 1 to 2: 2 OK\n"
                  "commit 3: SERVICE_FAILED: service file failed at height 3: writing "
                  "HOME/streamed/block-3-data: Input/output error: check the disk, the system's "
                  "log says more\n"
                  "commits 3 to 3: 0 OK\n"
                  "close: OK\n"
                  "exit 0\n"
                  "recorder.heights: 1-3\n"
                  "streamed: 1-2\n");
  scenario_expect(go_on_at_block_3,
                  "open: OK\n"
                  "commits 3 to 4: 2 OK\n"
                  "close: OK\n"
                  "exit 0\n"
                  "recorder.heights: 1-3 3-4\n"
                  "streamed: 1-4\n");
}

/* ---- Power loss ---- */

static int64_t first;

static void stream_five(void) {
  CHECK(node_open());
  node_say_last_height();
  node_commit(first, first + 4);
  node_close();
}

/* What lay in the kernel's memory only may be lost from a file, though not its name. */
static void tear(const char *name) {
  char *path = temp_folder_path(node_home, name);
  CHECK_INT(0, truncate(path, 20));
  free(path);
}

static void files_that_a_power_loss_has_torn_are_streamed_again(void) {
  node_settings.config = STREAMERS("'file'") FILES("stop-node-on-error = true");
  first = 1;
  scenario_expect(stream_five,
                  "open: OK\n"
                  "last height: 0\n"
                  "commits 1 to 5: 5 OK\n"
                  "close: OK\n"
                  "exit 0\n"
                  "streamed: 1-5\n");
  tear("streamed/block-4-data");
  tear("streamed/block-5-data");
  first = 4;
  scenario_expect(stream_five,
                  "open: OK\n"
                  "last height: 3\n"
                  "commits 4 to 8: 5 OK\n"
                  "close: OK\n"
                  "exit 0\n"
                  "streamed: 1-8\n"
                  "streamed/block-4-data.torn: not whole\n"
                  "streamed/block-5-data.torn: not whole\n");
  scenario_expect_log("block-4-data");
}

int main(int argc, char **argv) {
  static const struct scenario scenarios[] = {
      SCENARIO(disk_full),
      SCENARIO(disk_full_is_a_hole_where_the_node_is_not_to_stop),
      SCENARIO(disk_full_with_fsync),
      SCENARIO(files_that_a_power_loss_has_torn_are_streamed_again),
      SCENARIO(directory_write_protected_before_the_start),
      SCENARIO(directory_write_protected_while_it_runs),
      SCENARIO(a_failed_fsync_is_no_file_and_the_block_is_written_anew),
  };
  return scenario_main(argc, argv, scenarios, sizeof scenarios / sizeof *scenarios);
}
