# What every target is compiled with: the warnings, and the sanitizer that the preset asks for.
add_library(abcistream_warnings INTERFACE)
target_compile_options(abcistream_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wcast-align -Wformat=2 -Wundef -Wvla -Wswitch-enum
  $<$<COMPILE_LANGUAGE:C>:-Wstrict-prototypes> $<$<COMPILE_LANGUAGE:C>:-Wmissing-prototypes>
  $<$<BOOL:${ABCISTREAM_WERROR}>:-Werror>)
foreach(sanitizer ASAN:address,undefined TSAN:thread FUZZ:fuzzer-no-link,address,undefined)
  string(REPLACE ":" ";" sanitizer "${sanitizer}")
  list(GET sanitizer 0 name)
  list(GET sanitizer 1 kinds)
  if(ABCISTREAM_${name})
    target_compile_options(abcistream_warnings INTERFACE
      -fsanitize=${kinds} -fno-omit-frame-pointer)
    target_link_options(abcistream_warnings INTERFACE -fsanitize=${kinds})
  endif()
endforeach()
