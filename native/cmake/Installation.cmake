# What a node's build finds: libraries, headers, and the files of pkg-config and CMake. All of it is
# relocatable. Maven adds what the JVM loads: share/abcistream and lib/abcistream.
include(CMakePackageConfigHelpers)
set(packages "${CMAKE_INSTALL_LIBDIR}/cmake/abcistream")

install(TARGETS abcistream abcistream_static EXPORT abcistreamTargets)
install(EXPORT abcistreamTargets NAMESPACE abcistream:: DESTINATION "${packages}")
install(DIRECTORY "${PROJECT_SOURCE_DIR}/include/abcistream"
  DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})

configure_package_config_file(
  "${CMAKE_CURRENT_LIST_DIR}/abcistreamConfig.cmake.in" abcistreamConfig.cmake
  INSTALL_DESTINATION "${packages}")
write_basic_package_version_file(abcistreamConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES
  "${CMAKE_CURRENT_BINARY_DIR}/abcistreamConfig.cmake"
  "${CMAKE_CURRENT_BINARY_DIR}/abcistreamConfigVersion.cmake"
  DESTINATION "${packages}")

configure_file("${CMAKE_CURRENT_LIST_DIR}/abcistream.pc.in" abcistream.pc @ONLY)
install(FILES "${CMAKE_CURRENT_BINARY_DIR}/abcistream.pc"
  DESTINATION "${CMAKE_INSTALL_LIBDIR}/pkgconfig")

install(FILES "${PROJECT_SOURCE_DIR}/LICENSE" DESTINATION "${CMAKE_INSTALL_DOCDIR}")
