# What FreshBuild does with a build folder: it stays where it was made, and is emptied elsewhere but for a wheel.
cmake_minimum_required(VERSION 3.22)

file(REMOVE_RECURSE "${WORK}")
file(MAKE_DIRECTORY "${WORK}/source" "${WORK}/build")
file(WRITE "${WORK}/source/CMakeLists.txt" "cmake_minimum_required(VERSION 3.22)\nproject(probe LANGUAGES NONE)\n")

function(configure folder)
  execute_process(COMMAND "${CMAKE_COMMAND}" "-DSOURCE=${folder}/source" "-DBUILD=${folder}/build" -P "${SCRIPT}"
    COMMAND_ERROR_IS_FATAL ANY)
  execute_process(COMMAND "${CMAKE_COMMAND}" -S "${folder}/source" -B "${folder}/build" COMMAND_ERROR_IS_FATAL ANY)
endfunction()

function(expect file there)
  if(there AND NOT EXISTS "${file}")
    message(FATAL_ERROR "${file}: removed, expected it to stay")
  elseif(NOT there AND EXISTS "${file}")
    message(FATAL_ERROR "${file}: there, expected it to be removed")
  endif()
endfunction()

configure("${WORK}")
file(WRITE "${WORK}/build/object.o" "")
file(WRITE "${WORK}/build/libtorch-wheel/header.h" "")
configure("${WORK}")
expect("${WORK}/build/object.o" TRUE)

file(MAKE_DIRECTORY "${WORK}/copy")
file(COPY "${WORK}/source" "${WORK}/build" DESTINATION "${WORK}/copy")
configure("${WORK}/copy")
expect("${WORK}/copy/build/object.o" FALSE)
expect("${WORK}/copy/build/libtorch-wheel/header.h" TRUE)
expect("${WORK}/build/object.o" TRUE)
