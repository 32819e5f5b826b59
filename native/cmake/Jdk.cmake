# The JDK of the build: that of JAVA_HOME, else of the javac on the PATH. It is looked for each time and
# kept in no cache, so that a build folder which is configured on another JDK is built and tested on that.
# The library takes only headers from it: libjvm is opened at run time and never linked.
if(DEFINED ENV{JAVA_HOME})
  file(REAL_PATH "$ENV{JAVA_HOME}" ABCISTREAM_JDK)
else()
  find_program(javac NAMES javac REQUIRED NO_CACHE)
  file(REAL_PATH "${javac}" javac)
  cmake_path(GET javac PARENT_PATH bin)
  cmake_path(GET bin PARENT_PATH ABCISTREAM_JDK)
endif()
set(ABCISTREAM_JAVAC "${ABCISTREAM_JDK}/bin/javac")
set(JNI_INCLUDE_DIRS "${ABCISTREAM_JDK}/include" "${ABCISTREAM_JDK}/include/linux")
foreach(file IN ITEMS "${ABCISTREAM_JAVAC}" "${ABCISTREAM_JDK}/include/jni.h")
  if(NOT EXISTS "${file}")
    message(FATAL_ERROR "${ABCISTREAM_JDK} is no JDK, since ${file} is missing: "
      "set JAVA_HOME to the folder of a JDK 17 or later")
  endif()
endforeach()
