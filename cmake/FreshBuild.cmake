# Empties a build folder that CMake made for another place, as in a clone that was copied or moved: CMake itself only
# refuses it. A wheel that was downloaded stays.
#   cmake -DSOURCE=DIR -DBUILD=DIR -P FreshBuild.cmake
cmake_minimum_required(VERSION 3.22)

set(cache "${BUILD}/CMakeCache.txt")
if(NOT EXISTS "${cache}")
  return()
endif()

function(require_place variable expected)
  file(STRINGS "${cache}" line REGEX "^${variable}:INTERNAL=" LIMIT_COUNT 1)
  string(REPLACE "${variable}:INTERNAL=" "" place "${line}")
  file(REAL_PATH "${place}" place)
  file(REAL_PATH "${expected}" expected)
  if(place STREQUAL expected)
    return()
  endif()
  message(STATUS "The build in ${BUILD} was made in ${place}: building anew")
  file(GLOB old LIST_DIRECTORIES ON "${BUILD}/*")
  list(FILTER old EXCLUDE REGEX "/libtorch-wheel$")
  file(REMOVE_RECURSE ${old})
endfunction()

require_place(CMAKE_HOME_DIRECTORY "${SOURCE}")
if(EXISTS "${cache}")
  require_place(CMAKE_CACHEFILE_DIR "${BUILD}")
endif()
