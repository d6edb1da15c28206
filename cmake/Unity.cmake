# Compiles several files together.
include_guard(GLOBAL)

# torch4j_unit(TARGET UNIT SOURCE...) adds the sources to TARGET.
function(torch4j_unit target unit)
  target_sources(${target} PRIVATE ${ARGN})
  set_source_files_properties(${ARGN} PROPERTIES UNITY_GROUP ${unit})
  set_target_properties(${target} PROPERTIES UNITY_BUILD ${TORCH4J_UNITY} UNITY_BUILD_MODE GROUP)
endfunction()
