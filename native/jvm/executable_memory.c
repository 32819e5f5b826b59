#include "jvm/executable_memory.h"

#include <errno.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "base/error.h"

#ifndef PR_GET_MDWE /* Linux 6.3. */
#define PR_GET_MDWE 66
#endif

/* The two ways in which HotSpot gets memory for code, both of which must be open; errno of the
 * first that is not, else 0. */
static int try_both_ways(void) {
  const int everything = PROT_READ | PROT_WRITE | PROT_EXEC;
  size_t size = (size_t)sysconf(_SC_PAGESIZE);
  void *page = mmap(NULL, size, everything, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (page == MAP_FAILED) {
    return errno;
  }
  munmap(page, size);
  page = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (page == MAP_FAILED) {
    return errno;
  }
  int failure = mprotect(page, size, everything) != 0 ? errno : 0;
  munmap(page, size);
  return failure;
}

abcistream_status executable_memory_check(abcistream_error *error) {
  int failure = try_both_ways();
  /* Any other failure is not for ever, and the JVM has its own words for it. */
  if (failure != EACCES && failure != EPERM) {
    return ABCISTREAM_OK;
  }
  bool is_known = prctl(PR_GET_MDWE, 0L, 0L, 0L, 0L) > 0;
  return error_set(error, ABCISTREAM_JVM_START,
                   "memory that is written cannot be executed (%s), so no JVM can compile code: %s",
                   strerror(failure),
                   is_known ? "the process runs under MemoryDenyWriteExecute"
                            : "as under MemoryDenyWriteExecute");
}
