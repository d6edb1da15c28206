# Compiles the files of a room as one unit.
include_guard(GLOBAL)

# torch4j_room(TARGET ROOM SOURCE...) adds the sources to TARGET.
function(torch4j_room target room)
  target_sources(${target} PRIVATE ${ARGN})
  set_source_files_properties(${ARGN} PROPERTIES UNITY_GROUP ${room})
  set_target_properties(${target} PROPERTIES UNITY_BUILD ${TORCH4J_UNITY} UNITY_BUILD_MODE GROUP)
endfunction()
