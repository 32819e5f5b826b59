#include <abcistream/abcistream.h>

const char *abcistream_status_name(abcistream_status status) {
  switch (status) {
#define NAME_CASE(name, value, text) \
  case ABCISTREAM_##name:            \
    return #name;
    ABCISTREAM_STATUS_MAP(NAME_CASE)
#undef NAME_CASE
  }
  return "UNKNOWN";
}

const char *abcistream_status_text(abcistream_status status) {
  switch (status) {
#define TEXT_CASE(name, value, text) \
  case ABCISTREAM_##name:            \
    return text;
    ABCISTREAM_STATUS_MAP(TEXT_CASE)
#undef TEXT_CASE
  }
  return "a status that this version does not know";
}

const char *abcistream_version(void) { return ABCISTREAM_VERSION; }
