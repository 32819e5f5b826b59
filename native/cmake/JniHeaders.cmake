# The headers of JNI from the JDK that JAVA_HOME or the javac on the PATH belongs to. Only headers:
# libjvm is opened at run time and never linked, so that a JDK without libjawt will do.
if(NOT DEFINED ENV{JAVA_HOME})
  find_program(JAVAC NAMES javac REQUIRED)
  file(REAL_PATH "${JAVAC}" javac)
  cmake_path(GET javac PARENT_PATH bin)
  cmake_path(GET bin PARENT_PATH JAVA_HOME)
endif()
find_package(JNI REQUIRED COMPONENTS JVM)
