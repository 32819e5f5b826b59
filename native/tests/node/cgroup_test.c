/* Which limit of memory the control groups set: files in a temp folder in place of the kernel's. */
#include "base/cgroup.h"

#include <sys/stat.h>

#include "tests/check.h"
#include "tests/temp_folder.h"

static char *folder;

/* Looks up the limit of a process that is in these groups. */
static bool look(struct cgroup_limit *limit, const char *membership) {
  temp_folder_write(folder, "membership", membership);
  char *file = temp_folder_path(folder, "membership");
  char *mount = temp_folder_path(folder, "cgroup");
  const struct cgroup_place place = {.membership = file, .mount = mount};
  bool found = cgroup_memory_limit(limit, &place);
  free(mount);
  free(file);
  return found;
}

static void expect_limit(const char *membership, int64_t bytes, const char *file) {
  struct cgroup_limit limit;
  CHECK(look(&limit, membership));
  CHECK_INT(bytes, limit.bytes);
  CHECK_CONTAINS(limit.file, file);
}

static void expect_no_limit(const char *membership) {
  struct cgroup_limit limit;
  CHECK(!look(&limit, membership));
}

static void without_groups_there_is_no_limit(void) {
  expect_no_limit("");
  expect_no_limit("0::/\n");
  struct cgroup_limit limit;
  const struct cgroup_place nowhere = {.membership = "/no/such/file", .mount = "/no/such/folder"};
  CHECK(!cgroup_memory_limit(&limit, &nowhere));
}

static void max_is_no_limit(void) {
  temp_folder_write(folder, "cgroup/memory.max", "max\n");
  expect_no_limit("0::/\n");
  temp_folder_write(folder, "cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n");
  expect_no_limit("4:memory:/\n");
}

static void the_groups_own_limit_is_found(void) {
  temp_folder_write(folder, "cgroup/a/b/memory.max", "1000\n");
  expect_limit("0::/a/b\n", 1000, "/cgroup/a/b/memory.max");
}

static void a_lower_limit_above_it_holds(void) {
  temp_folder_write(folder, "cgroup/a/b/memory.max", "1000\n");
  temp_folder_write(folder, "cgroup/a/memory.max", "900\n");
  temp_folder_write(folder, "cgroup/memory.max", "max\n");
  expect_limit("0::/a/b\n", 900, "/cgroup/a/memory.max");
}

static void in_a_container_the_mount_itself_is_the_group(void) {
  temp_folder_write(folder, "cgroup/memory.max", "500\n");
  expect_limit("0::/system.slice/of-the-host\n", 500, "/cgroup/memory.max");
  expect_limit("0::/\n", 500, "/cgroup/memory.max");
}

static void version_1_has_a_folder_of_its_own(void) {
  temp_folder_write(folder, "cgroup/memory/node/memory.limit_in_bytes", "700\n");
  expect_limit("5:cpu,cpuacct:/node\n4:memory:/node\n0::/\n", 700,
               "/cgroup/memory/node/memory.limit_in_bytes");
  expect_limit("4:hugetlb,memory:/node/below\n", 700, "/memory/node/memory.limit_in_bytes");
  expect_no_limit("4:memory2:/node\n");
}

static void version_2_may_stand_beside_version_1(void) {
  temp_folder_write(folder, "cgroup/unified/node/memory.max", "600\n");
  expect_limit("4:memory:/\n0::/node\n", 600, "/cgroup/unified/node/memory.max");
}

int main(void) {
  static void (*const tests[])(void) = {
      without_groups_there_is_no_limit,
      max_is_no_limit,
      the_groups_own_limit_is_found,
      a_lower_limit_above_it_holds,
      in_a_container_the_mount_itself_is_the_group,
      version_1_has_a_folder_of_its_own,
      version_2_may_stand_beside_version_1,
  };
  for (size_t i = 0; i < sizeof tests / sizeof *tests; i++) {
    folder = temp_folder_create();
    tests[i]();
    temp_folder_remove(folder);
  }
  return 0;
}
