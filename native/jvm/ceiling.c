#include "jvm/ceiling.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/cgroup.h"

#define MIB (INT64_C(1) << 20)

/* HotSpot's own defaults on 64-bit Linux. */
#define HOTSPOT_CODE_CACHE (240 * MIB)
#define HOTSPOT_STACK (1 * MIB)
#define HOTSPOT_RAM_PERCENTAGE 25.0

/* Its libraries, symbols and compilers' work; and, in sixteenths of the heap, what a collector
 * keeps over it. Serial's tables are smaller, G1's as large. */
#define VM_BYTES (48 * MIB)
#define HEAP_PER_TABLE 16

/* A size as the JVM reads it, such as "512m"; -1 for what is none. */
static int64_t parse_size(const char *text) {
  char *end;
  long long number = strtoll(text, &end, 10);
  static const char units[] = "kmgt";
  int shift = 0;
  if (*end != '\0') {
    const char *unit = strchr(units, *end | 0x20);
    if (unit == NULL || end[1] != '\0') {
      return -1;
    }
    shift = 10 * (int)(unit - units + 1);
  }
  return end == text || number < 0 || number > INT64_MAX >> shift ? -1 : (int64_t)number << shift;
}

/* Takes the size that follows the prefix, if the option has that. */
static bool take(int64_t *size, const char *option, const char *prefix) {
  size_t prefix_size = strlen(prefix);
  if (strncmp(option, prefix, prefix_size) != 0) {
    return false;
  }
  int64_t parsed = parse_size(option + prefix_size);
  if (parsed >= 0) {
    *size = parsed;
  }
  return true;
}

/* What decides on the heap where no option gives its size. */
struct share {
  int64_t machine;
  double percentage;
};

static void take_option(struct ceiling *ceiling, struct share *share, const char *option) {
  static const char percentage[] = "-XX:MaxRAMPercentage=";
  int64_t kilobytes = -1;
  if (strncmp(option, percentage, sizeof percentage - 1) == 0) {
    share->percentage = strtod(option + sizeof percentage - 1, NULL);
  } else if (take(&kilobytes, option, "-XX:ThreadStackSize=")) {
    ceiling->stack = kilobytes > 0 ? kilobytes * 1024 : ceiling->stack;
  } else {
    (void)(take(&ceiling->heap, option, "-Xmx") ||
           take(&ceiling->heap, option, "-XX:MaxHeapSize=") ||
           take(&share->machine, option, "-XX:MaxRAM=") ||
           take(&ceiling->metaspace, option, "-XX:MaxMetaspaceSize=") ||
           take(&ceiling->code_cache, option, "-XX:ReservedCodeCacheSize=") ||
           take(&ceiling->direct_memory, option, "-XX:MaxDirectMemorySize=") ||
           take(&ceiling->stack, option, "-Xss"));
  }
}

struct ceiling ceiling_of(const struct options *options, int64_t machine) {
  struct ceiling ceiling = {.code_cache = HOTSPOT_CODE_CACHE, .stack = HOTSPOT_STACK};
  struct share share = {.machine = machine, .percentage = HOTSPOT_RAM_PERCENTAGE};
  for (size_t i = 0; i < options->texts.count; i++) {
    take_option(&ceiling, &share, options->texts.items[i]);
  }
  if (ceiling.heap == 0) {
    ceiling.heap = (int64_t)((double)share.machine * share.percentage / 100.0);
  }
  if (ceiling.direct_memory == 0) {
    ceiling.direct_memory = ceiling.heap;
  }
  ceiling.vm = VM_BYTES + ceiling.heap / HEAP_PER_TABLE;
  return ceiling;
}

int64_t ceiling_sum(const struct ceiling *ceiling, int64_t threads) {
  return ceiling->heap + ceiling->metaspace + ceiling->code_cache + ceiling->direct_memory +
         threads * ceiling->stack + ceiling->vm;
}

int64_t ceiling_machine_memory(void) {
  int64_t bytes = (int64_t)sysconf(_SC_PHYS_PAGES) * sysconf(_SC_PAGESIZE);
  struct cgroup_limit limit;
  return cgroup_memory_limit(&limit, &cgroup_of_process) && limit.bytes < bytes ? limit.bytes
                                                                                : bytes;
}
