/* A program without a dynamic loader is told so, and lives on. Linked statically. */
#include "jvm/jvm.h"
#include "tests/check.h"
#include "tests/temp_folder.h"

int main(void) {
  char *folder = temp_folder_create();
  temp_folder_write(folder, "lib/server/libjvm.so", "");
  temp_folder_write(folder, "abcistream-host.jar", "");
  const struct jvm_settings settings = {.option_count = -1};
  static struct log_sink sink = {.name = "test"};
  const struct jvm_request request = {.home = folder,
                                      .java_home = folder,
                                      .class_path = folder,
                                      .settings = &settings,
                                      .log = &sink};
  abcistream_error error;
  CHECK_INT(ABCISTREAM_JVM_START, jvm_start(&request, &error));
  CHECK_CONTAINS(error.message, "this program is linked statically and cannot load ");
  temp_folder_remove(folder);
  return 0;
}
