/* How much memory a JVM may come to, as its options say it. */
#include "jvm/ceiling.h"

#include "tests/check.h"

#define MIB INT64_C(1048576)

static struct ceiling of(const char *texts, int64_t machine) {
  struct options options = {0};
  string_list_split(&options.texts, texts, " ");
  struct ceiling ceiling = ceiling_of(&options, machine);
  options_free(&options);
  return ceiling;
}

static void sizes_are_read_in_every_unit(void) {
  struct ceiling ceiling =
      of("-Xmx1g -XX:MaxMetaspaceSize=131072k -XX:ReservedCodeCacheSize=64M "
         "-XX:MaxDirectMemorySize=1048576 -Xss2m",
         0);
  CHECK_INT(1024 * MIB, ceiling.heap);
  CHECK_INT(128 * MIB, ceiling.metaspace);
  CHECK_INT(64 * MIB, ceiling.code_cache);
  CHECK_INT(1 * MIB, ceiling.direct_memory);
  CHECK_INT(2 * MIB, ceiling.stack);
}

static void what_comes_later_holds(void) {
  CHECK_INT(10 * MIB, of("-Xmx1g -XX:MaxHeapSize=10m", 0).heap);
  CHECK_INT(512 * 1024, of("-Xss2m -XX:ThreadStackSize=512", 0).stack);
}

static void without_a_size_the_heap_is_a_share_of_the_machine(void) {
  CHECK_INT(250 * MIB, of("-Xint", 1000 * MIB).heap);
  CHECK_INT(500 * MIB, of("-XX:MaxRAMPercentage=50.0", 1000 * MIB).heap);
  CHECK_INT(100 * MIB, of("-XX:MaxRAM=400m", 1000 * MIB).heap);
  CHECK_INT(10 * MIB, of("-XX:MaxRAMPercentage=50.0 -Xmx10m", 1000 * MIB).heap);
}

static void without_a_bound_direct_memory_may_be_as_large_as_the_heap(void) {
  struct ceiling ceiling = of("-Xmx100m", 0);
  CHECK_INT(100 * MIB, ceiling.direct_memory);
  CHECK_INT(0, ceiling.metaspace);
  CHECK_INT(240 * MIB, ceiling.code_cache);
}

static void what_is_no_size_is_passed_over(void) {
  CHECK_INT(100 * MIB, of("-Xmx100m -Xmxlarge -Xmx -Xmx5q -Xmx-1 -Xmx9000000000000t", 0).heap);
}

static void the_sum_has_a_stack_for_each_thread(void) {
  struct ceiling ceiling = {
      .heap = 160, .metaspace = 2, .code_cache = 3, .direct_memory = 4, .stack = 10, .vm = 5};
  CHECK_INT(174, ceiling_sum(&ceiling, 0));
  CHECK_INT(204, ceiling_sum(&ceiling, 3));
}

int main(void) {
  sizes_are_read_in_every_unit();
  what_comes_later_holds();
  without_a_size_the_heap_is_a_share_of_the_machine();
  without_a_bound_direct_memory_may_be_as_large_as_the_heap();
  what_is_no_size_is_passed_over();
  the_sum_has_a_stack_for_each_thread();
  CHECK(ceiling_machine_memory() > 0);
  return 0;
}
