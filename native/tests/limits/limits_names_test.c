/*
 * Many stores, many services, names in any script and keys of any bytes.
 */
#include "tests/limits/limits_node.h"

#define NAME_SIZE 32

/* ---- A thousand stores ---- */

enum { STORES = 1000, STRIDE = 387 /* Has no common factor with STORES: visits each of them. */ };

static void a_thousand_stores_come_out_in_the_order_of_their_names(void) {
  static char names[STORES][NAME_SIZE];
  static const char *by_handle[STORES];
  for (int rank = 0; rank < STORES; rank++) {
    snprintf(names[rank], NAME_SIZE, "store-%03d", rank);
    by_handle[rank * STRIDE % STORES] = names[rank];
  }
  limits_open(limits_one_service, by_handle, STORES);
  for (int block = 0; block < 3; block++) {
    for (uint32_t handle = 0; handle < STORES; handle++) {
      limits_write(handle, limits_text("key"), limits_text(by_handle[handle]), false);
    }
    limits_commit();
    struct limits_file file;
    limits_file_open(&file, "streamed", node.height);
    for (int rank = 0; rank < STORES; rank++) {
      limits_file_expect_pair(&file, names[rank], limits_text("key"), limits_text(names[rank]),
                              false);
    }
    limits_file_end(&file);
  }
  limits_close();
}

/* ---- Names of any script ---- */

/* By their bytes; the two e with an accent are different names. */
static const char *const scripts[] = {
    "bank",         "e\u0301",      "\u00e9",    "\u0431\u0430\u043d\u043a",
    "\u8cea\u62bc", "\uff42\uff4b", "\U0001f3e6"};
enum { SCRIPTS = sizeof scripts / sizeof *scripts, NOT_CHOSEN = 4 };

static void stores_are_chosen_and_ordered_by_names_of_any_script(void) {
  static const char config[] =
      "store.streamers = ['file']\n"
      "[streamers.file]\n"
      "keys = ['bank', \"e\\u0301\", '\u00e9', '\u0431\u0430\u043d\u043a', '\uff42\uff4b', "
      "\"\\U0001F3E6\"]\n"
      "write_dir = 'streamed'\n"
      "stop-node-on-error = true\n";
  const char *backwards[SCRIPTS];
  for (int i = 0; i < SCRIPTS; i++) {
    backwards[SCRIPTS - 1 - i] = scripts[i];
  }
  limits_open(config, backwards, SCRIPTS);
  for (uint32_t handle = 0; handle < SCRIPTS; handle++) {
    CHECK_INT(handle != SCRIPTS - 1 - NOT_CHOSEN, abcistream_listens(node.stream, handle));
    limits_write(handle, limits_text(backwards[handle]), limits_text("value"), false);
  }
  limits_commit();
  struct limits_file file;
  limits_file_open(&file, "streamed", node.height);
  for (int i = 0; i < SCRIPTS; i++) {
    if (i != NOT_CHOSEN) {
      limits_file_expect_pair(&file, scripts[i], limits_text(scripts[i]), limits_text("value"),
                              false);
    }
  }
  limits_file_end(&file);
  limits_close();
}

/* ---- Keys of any bytes ---- */

enum { BYTES = 256 };

/* First all bytes in one key, then each of them alone, as a set, as an empty one and as a delete.
 */
static void every_byte_may_stand_in_a_key_and_in_a_value(void) {
  static const char *const stores[] = {"bank"};
  uint8_t all[BYTES];
  for (int i = 0; i < BYTES; i++) {
    all[i] = (uint8_t)i;
  }
  const abcistream_bytes whole = {all, BYTES};
  const abcistream_bytes nothing = {NULL, 0};
  limits_open(limits_one_service, stores, 1);
  limits_write(0, whole, whole, false);
  for (int i = 0; i < BYTES; i++) {
    const abcistream_bytes byte = {&all[i], 1};
    limits_write(0, byte, byte, false);
    limits_write(0, byte, nothing, false);
    limits_write(0, byte, nothing, true);
  }
  limits_commit();
  struct limits_file file;
  limits_file_open(&file, "streamed", node.height);
  limits_file_expect_pair(&file, "bank", whole, whole, false);
  for (int i = 0; i < BYTES; i++) {
    const abcistream_bytes byte = {&all[i], 1};
    limits_file_expect_pair(&file, "bank", byte, byte, false);
    limits_file_expect_pair(&file, "bank", byte, nothing, false);
    limits_file_expect_pair(&file, "bank", byte, nothing, true);
  }
  limits_file_end(&file);
  limits_close();
}

/* ---- Sixteen services ---- */

enum { SERVICES = 16, BLOCKS = 200 };

static void describe_service(struct expected_bytes *config, int number) {
  char section[256];
  snprintf(section, sizeof section,
           "[streamers.s%d]\n"
           "type = 'file'\n"
           "keys = ['*']\n"
           "write_dir = 's%d'\n"
           "delivery = '%s'\n"
           "timeout = '100s'\n"
           "stop-node-on-error = true\n",
           number, number, number % 2 == 0 ? "sync" : "async");
  expected_append(config, limits_text(section));
}

static char *describe_services(void) {
  struct expected_bytes config = {0};
  expected_append(&config, limits_text("store.streamers = ["));
  for (int i = 0; i < SERVICES; i++) {
    char name[NAME_SIZE];
    snprintf(name, sizeof name, "%s's%d'", i == 0 ? "" : ", ", i);
    expected_append(&config, limits_text(name));
  }
  expected_append(&config, limits_text("]\n"));
  for (int i = 0; i < SERVICES; i++) {
    describe_service(&config, i);
  }
  expected_append(&config, (abcistream_bytes){(const uint8_t *)"", 1});
  return (char *)config.data;
}

static void check_service(int number) {
  char folder[NAME_SIZE];
  snprintf(folder, sizeof folder, "s%d", number);
  for (int64_t height = 1; height <= BLOCKS; height++) {
    struct limits_file file;
    abcistream_bytes value = {(const uint8_t *)&height, sizeof height};
    limits_file_open(&file, folder, height);
    limits_file_expect_pair(&file, "bank", limits_text("height"), value, height % 7 == 0);
    limits_file_end(&file);
  }
}

static void sixteen_services_get_every_block(void) {
  static const char *const stores[] = {"bank"};
  char *config = describe_services();
  limits_open(config, stores, 1);
  for (int64_t height = 1; height <= BLOCKS; height++) {
    abcistream_bytes value = {(const uint8_t *)&height, sizeof height};
    limits_write(0, limits_text("height"), value, height % 7 == 0);
    limits_commit();
  }
  limits_close();
  for (int i = 0; i < SERVICES; i++) {
    check_service(i);
  }
  free(config);
}

int main(int argc, char **argv) {
  static const struct limits_scenario scenarios[] = {
      {"thousand_stores", a_thousand_stores_come_out_in_the_order_of_their_names},
      {"names_of_any_script", stores_are_chosen_and_ordered_by_names_of_any_script},
      {"keys_of_any_bytes", every_byte_may_stand_in_a_key_and_in_a_value},
      {"sixteen_services", sixteen_services_get_every_block}};
  return limits_main(argc, argv, scenarios, sizeof scenarios / sizeof *scenarios);
}
