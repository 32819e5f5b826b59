/*
 * deny_write_execute WAY PROGRAM [ARGUMENT]...: runs a program under MemoryDenyWriteExecute, as
 * systemd sets it up: by `prctl`, which the kernel offers since Linux 6.3, or by a filter of system
 * calls (`seccomp`) before that. Exit code 77: this kernel does not have it.
 */
#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#ifndef PR_SET_MDWE
#define PR_SET_MDWE 65
#define PR_MDWE_REFUSE_EXEC_GAIN 1
#endif

#define SKIPPED 77

#define LOAD(field) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, (offsetof(struct seccomp_data, field)))
#define RETURN(value) BPF_STMT(BPF_RET | BPF_K, (value))
#define UNLESS_EQUAL(value, skip) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (value), 0, (skip))
#define IF_EQUAL(value, skip) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (value), (skip), 0)
#define KEEP(bits) BPF_STMT(BPF_ALU | BPF_AND | BPF_K, (bits))

/* mmap with write and execute together, and mprotect with execute, are refused. */
static int filter_system_calls(void) {
  struct sock_filter instructions[] = {
      LOAD(nr),
      IF_EQUAL(SYS_mmap, 3),
      IF_EQUAL(SYS_mprotect, 6),
      IF_EQUAL(SYS_pkey_mprotect, 5),
      RETURN(SECCOMP_RET_ALLOW),
      LOAD(args[2]),
      KEEP(PROT_WRITE | PROT_EXEC),
      UNLESS_EQUAL(PROT_WRITE | PROT_EXEC, 4),
      RETURN(SECCOMP_RET_ERRNO | EPERM),
      LOAD(args[2]),
      KEEP(PROT_EXEC),
      IF_EQUAL(PROT_EXEC, 1),
      RETURN(SECCOMP_RET_ALLOW),
      RETURN(SECCOMP_RET_ERRNO | EPERM),
  };
  const struct sock_fprog program = {.len = sizeof instructions / sizeof *instructions,
                                     .filter = instructions};
  return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0
             ? -1
             : prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0);
}

int main(int argc, char **argv) {
  if (argc < 3) {
    fprintf(stderr, "usage: deny_write_execute prctl|seccomp PROGRAM [ARGUMENT]...\n");
    return EXIT_FAILURE;
  }
  int denied = strcmp(argv[1], "prctl") == 0
                   ? prctl(PR_SET_MDWE, PR_MDWE_REFUSE_EXEC_GAIN, 0L, 0L, 0L)
                   : filter_system_calls();
  if (denied != 0) {
    printf("skipped: this kernel does not deny memory that is written and executed by %s: %s\n",
           argv[1], strerror(errno));
    return SKIPPED;
  }
  execv(argv[2], argv + 2);
  perror(argv[2]);
  return EXIT_FAILURE;
}
