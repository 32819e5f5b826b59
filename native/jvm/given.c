#include "jvm/given.h"

#include <stdio.h>
#include <stdlib.h>

bool given_directly(struct given *given, const char *value, const char *source) {
  if (value == NULL || value[0] == '\0') {
    return false;
  }
  given->value = value;
  snprintf(given->source, sizeof given->source, "%s", source);
  return true;
}

bool given_by_environment(struct given *given, const char *variable) {
  if (!given_directly(given, getenv(variable), "")) {
    return false;
  }
  snprintf(given->source, sizeof given->source, "the environment variable %s", variable);
  return true;
}

bool given_by_override(struct given *given, const char *prefix, const char *variable) {
  if (prefix == NULL || prefix[0] == '\0') {
    return false;
  }
  char name[128];
  int size = snprintf(name, sizeof name, "%s_%s", prefix, variable);
  return size < (int)sizeof name && given_by_environment(given, name);
}
