# What FindLibTorch says of headers that it must refuse. Runs itself a second time, with PROBE, to look from outside at
# a configuration that fails.
cmake_minimum_required(VERSION 3.22)

if(PROBE)
  list(APPEND CMAKE_MODULE_PATH "${MODULES}")
  find_package(LibTorch 2.13.0 REQUIRED)
  return()
endif()

file(REMOVE_RECURSE "${WORK}")
file(MAKE_DIRECTORY "${WORK}")
if(CASE STREQUAL "wrong_version")
  file(WRITE "${WORK}/include/torch/headeronly/version.h"
    "#define TORCH_VERSION_MAJOR 2\n#define TORCH_VERSION_MINOR 12\n#define TORCH_VERSION_PATCH 0\n"
    "#define TORCH_VERSION \"2.12.0\"\n")
  set(expected "got version 2.12.0 from LIBTORCH=${WORK}" "expected 2.13.0")
elseif(CASE STREQUAL "no_headers")
  set(expected "no include/torch/headeronly/version.h under LIBTORCH=${WORK}" "LibTorch 2.13.0")
else()
  message(FATAL_ERROR "CASE: got ${CASE}, expected wrong_version or no_headers")
endif()

execute_process(
  COMMAND "${CMAKE_COMMAND}" -DPROBE=ON "-DMODULES=${MODULES}" "-DLIBTORCH=${WORK}" -P "${CMAKE_CURRENT_LIST_FILE}"
  RESULT_VARIABLE result OUTPUT_VARIABLE output ERROR_VARIABLE output)
if(result EQUAL 0)
  message(FATAL_ERROR "find_package succeeded, expected an error:\n${output}")
endif()
# CMake breaks its messages into lines.
string(REGEX REPLACE "[ \n]+" " " words "${output}")
foreach(text IN LISTS expected)
  string(FIND "${words}" "${text}" at)
  if(at EQUAL -1)
    message(FATAL_ERROR "expected \"${text}\" in:\n${output}")
  endif()
endforeach()
