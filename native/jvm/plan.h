/*
 * What a JVM shall be made of, worked out from a request, the config and the environment. The first
 * plan of a process is carried out; those of later streams are compared with it.
 */
#ifndef ABCISTREAM_JVM_PLAN_H
#define ABCISTREAM_JVM_PLAN_H

#include "jvm/jvm.h"
#include "jvm/libjvm.h"
#include "jvm/options.h"
#include "jvm/string_list.h"

/** Owned: plan_free(). */
struct plan {
  struct libjvm java;
  struct string_list class_path;
  struct options options; /* The users', in the order in which the JVM shall see them. */
  char *install_dir;      /* NULL where there is none and the class path was given. */
  char *home;             /* The node's, where a crash is written down. */
};

/** Works the plan out; it is all zero after a failure. */
abcistream_status plan_make(struct plan *plan, const struct jvm_request *request,
                            abcistream_error *error);

/**
 * ABCISTREAM_JVM_OPTIONS with the first difference when a stream that wants `wanted` cannot share
 * the JVM that was made of `running`. Streams may well have different homes.
 */
abcistream_status plan_compare(const struct plan *running, const struct plan *wanted,
                               abcistream_error *error);

void plan_free(struct plan *plan);

#endif
