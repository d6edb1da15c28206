# Finds LibTorch's C++ headers, which no Maven artifact carries, and the presets' own LibTorch to link to.
#
# The headers are looked for, in this order, in
#   1. -DLIBTORCH=DIR or $LIBTORCH: an unpacked LibTorch, or the `torch` folder of a Python install;
#   2. the `torch` package that python3 can import;
#   3. the wheel that `pip download torch==VERSION` gives, unpacked under the build folder.
#
# Input:   LibTorch_FIND_VERSION    the version that the headers must have, to the digit
#          LIBTORCH_LIBRARY_DIR     the folder with libtorch_cpu.so and libc10.so of that version
# Output:  LibTorch::Headers        an interface target: the include folders
#          LibTorch::LibTorch       the headers, and libtorch_cpu and libc10
#          LibTorch_INCLUDE_DIR, LibTorch_SOURCE (which of the three it was)

include_guard(GLOBAL)

set(LIBTORCH "" CACHE PATH "An unpacked LibTorch, or the `torch` folder of a Python install")
set(LIBTORCH_LIBRARY_DIR "" CACHE PATH "The folder with the LibTorch libraries to link to")
if(NOT LIBTORCH AND DEFINED ENV{LIBTORCH})
  set(LIBTORCH "$ENV{LIBTORCH}")
endif()

# The version that the headers under `root` declare, or "" where there are none.
function(_libtorch_header_version root result)
  set(${result} "" PARENT_SCOPE)
  set(header "${root}/include/torch/headeronly/version.h")
  if(NOT EXISTS "${header}")
    return()
  endif()
  file(STRINGS "${header}" lines REGEX "#define TORCH_VERSION_(MAJOR|MINOR|PATCH) ")
  string(REGEX MATCHALL "[0-9]+" numbers "${lines}")
  string(REPLACE ";" "." version "${numbers}")
  set(${result} "${version}" PARENT_SCOPE)
endfunction()

function(_libtorch_from_python result)
  set(${result} "" PARENT_SCOPE)
  find_program(LIBTORCH_PYTHON python3)
  if(LIBTORCH_PYTHON)
    # find_spec does not run torch's own initialisation: this takes milliseconds.
    execute_process(
      COMMAND "${LIBTORCH_PYTHON}" -c
              "import importlib.util as u; s = u.find_spec('torch'); print(s.submodule_search_locations[0] if s else '')"
      OUTPUT_VARIABLE found OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
    if(found AND EXISTS "${found}/include/torch/headeronly/version.h")
      set(${result} "${found}" PARENT_SCOPE)
    endif()
  endif()
endfunction()

function(_libtorch_from_pip version result)
  set(folder "${CMAKE_BINARY_DIR}/libtorch-wheel")
  if(NOT EXISTS "${folder}/torch/include/torch/headeronly/version.h")
    find_program(LIBTORCH_PYTHON python3)
    if(NOT LIBTORCH_PYTHON)
      set(${result} "" PARENT_SCOPE)
      return()
    endif()
    message(STATUS "LibTorch headers: pip download torch==${version}")
    file(MAKE_DIRECTORY "${folder}")
    execute_process(
      COMMAND "${LIBTORCH_PYTHON}" -m pip download --quiet --no-deps --dest "${folder}" "torch==${version}"
      RESULT_VARIABLE failed ERROR_VARIABLE words OUTPUT_QUIET)
    file(GLOB wheels "${folder}/torch-${version}*.whl")
    if(failed OR NOT wheels)
      message(WARNING "pip download torch==${version} failed: ${words}")
      set(${result} "" PARENT_SCOPE)
      return()
    endif()
    list(GET wheels 0 wheel)
    # Unpacked beside its place and then moved there: an interrupted run leaves nothing that looks complete.
    file(REMOVE_RECURSE "${folder}/unpacking")
    file(ARCHIVE_EXTRACT INPUT "${wheel}" DESTINATION "${folder}/unpacking" PATTERNS "torch/include/*")
    file(REMOVE_RECURSE "${folder}/torch")
    file(RENAME "${folder}/unpacking/torch" "${folder}/torch")
    file(REMOVE ${wheels})
  endif()
  set(${result} "${folder}/torch" PARENT_SCOPE)
endfunction()

set(_root "")
if(LIBTORCH)
  set(_root "${LIBTORCH}")
  set(LibTorch_SOURCE "LIBTORCH=${LIBTORCH}")
  # An explicit choice is never passed over silently.
  if(NOT EXISTS "${_root}/include/torch/headeronly/version.h")
    message(FATAL_ERROR "LibTorch headers: no include/torch/headeronly/version.h under LIBTORCH=${LIBTORCH}; "
      "expected an unpacked LibTorch ${LibTorch_FIND_VERSION} or the torch folder of a Python install")
  endif()
endif()
if(NOT _root)
  _libtorch_from_python(_root)
  set(LibTorch_SOURCE "Python's torch package, ${_root}")
  if(_root)
    # Somebody's Python may well have another torch: that is no reason to fail while pip can still serve us.
    _libtorch_header_version("${_root}" _version)
    if(NOT _version VERSION_EQUAL LibTorch_FIND_VERSION)
      message(STATUS "LibTorch headers: Python's torch has ${_version}, not ${LibTorch_FIND_VERSION}; trying pip")
      set(_root "")
    endif()
  endif()
endif()
if(NOT _root)
  _libtorch_from_pip("${LibTorch_FIND_VERSION}" _root)
  set(LibTorch_SOURCE "pip download torch==${LibTorch_FIND_VERSION}")
endif()

if(_root)
  _libtorch_header_version("${_root}" LibTorch_VERSION)
  if(NOT LibTorch_VERSION VERSION_EQUAL LibTorch_FIND_VERSION)
    message(FATAL_ERROR "LibTorch headers: got version ${LibTorch_VERSION} from ${LibTorch_SOURCE}, expected "
      "${LibTorch_FIND_VERSION}, the version of the JavaCPP presets; give a matching one with -DLIBTORCH=DIR")
  endif()
  set(LibTorch_INCLUDE_DIR "${_root}/include")
  # For native/libtorch-headers, which proposes it to the next build.
  set(TORCH4J_HEADERS "${_root}" CACHE INTERNAL "The folder of the headers of the last build")
endif()

# The cached results of another LIBTORCH_LIBRARY_DIR must not stick.
unset(LibTorch_CPU_LIBRARY CACHE)
unset(LibTorch_C10_LIBRARY CACHE)
find_library(LibTorch_CPU_LIBRARY torch_cpu PATHS "${LIBTORCH_LIBRARY_DIR}" NO_DEFAULT_PATH)
find_library(LibTorch_C10_LIBRARY c10 PATHS "${LIBTORCH_LIBRARY_DIR}" NO_DEFAULT_PATH)

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(LibTorch
  REQUIRED_VARS LibTorch_INCLUDE_DIR LibTorch_CPU_LIBRARY LibTorch_C10_LIBRARY
  VERSION_VAR LibTorch_VERSION
  REASON_FAILURE_MESSAGE "give the headers with -DLIBTORCH=DIR and the libraries with -DLIBTORCH_LIBRARY_DIR=DIR")

if(LibTorch_FOUND AND NOT TARGET LibTorch::LibTorch)
  add_library(LibTorch::Headers INTERFACE IMPORTED)
  target_include_directories(LibTorch::Headers SYSTEM INTERFACE
    "${LibTorch_INCLUDE_DIR}" "${LibTorch_INCLUDE_DIR}/torch/csrc/api/include")
  add_library(LibTorch::LibTorch INTERFACE IMPORTED)
  target_link_libraries(LibTorch::LibTorch INTERFACE
    LibTorch::Headers "${LibTorch_CPU_LIBRARY}" "${LibTorch_C10_LIBRARY}")
  # libtorch_cpu needs a BLAS and an OpenMP that only the program that runs it provides.
  target_link_options(LibTorch::LibTorch INTERFACE "-Wl,-rpath-link,${LIBTORCH_LIBRARY_DIR}")
endif()
