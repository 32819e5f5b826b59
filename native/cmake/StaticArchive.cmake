# libabcistream.a for nodes that link statically. All objects become one, whose hidden symbols are made
# local, so that the archive's only global symbols are those of the public header and none of a node's
# own can meet one of ours.
function(add_localized_archive target objects)
  set(whole "${CMAKE_CURRENT_BINARY_DIR}/${target}.o")
  add_custom_command(OUTPUT "${whole}"
    COMMAND ${CMAKE_LINKER} -r -o "${whole}" $<TARGET_OBJECTS:${objects}>
    COMMAND ${CMAKE_OBJCOPY} --localize-hidden "${whole}"
    DEPENDS ${objects} $<TARGET_OBJECTS:${objects}>
    COMMAND_EXPAND_LISTS VERBATIM
    COMMENT "Joining the objects of ${target}")
  add_library(${target} STATIC "${whole}")
  set_target_properties(${target} PROPERTIES LINKER_LANGUAGE C)
  set_source_files_properties("${whole}" PROPERTIES EXTERNAL_OBJECT TRUE GENERATED TRUE)
  target_link_libraries(${target} INTERFACE Threads::Threads ${CMAKE_DL_LIBS})
endfunction()
