# Compiles kernels once for each instruction set that ATen's vector headers know, into namespaces of their own:
# CPU_CAPABILITY is the namespace's name in the source. Which one runs is decided at run time; nothing is -march=native.
include_guard(GLOBAL)

# torch4j_isa_kernels(TARGET SOURCES SOURCE... UP_TO_AVX2 SOURCE...) adds the objects to TARGET.
function(torch4j_isa_kernels target)
  cmake_parse_arguments(PARSE_ARGV 1 kernels "" "" "SOURCES;UP_TO_AVX2")
  set(variants DEFAULT)
  if(CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64|AMD64")
    list(APPEND variants AVX2 AVX512)
    target_compile_definitions(${target} PUBLIC TORCH4J_X86_KERNELS)
  endif()
  # As ATen compiles its own.
  set(AVX2_flags -mavx2 -mfma -mf16c)
  # GCC 12 warns of its own AVX-512 header.
  set(AVX512_flags -mavx512f -mavx512bw -mavx512vl -mavx512dq -mfma -mf16c -Wno-maybe-uninitialized -Wno-uninitialized)
  foreach(variant ${variants})
    set(name ${target}_${variant})
    add_library(${name} OBJECT)
    torch4j_unit(${name} kernels ${kernels_SOURCES})
    if(NOT variant STREQUAL AVX512)
      torch4j_unit(${name} kernels ${kernels_UP_TO_AVX2})
    endif()
    target_include_directories(${name} PRIVATE src)
    target_link_libraries(${name} PRIVATE LibTorch::LibTorch OpenMP::OpenMP_CXX)
    target_compile_definitions(${name} PRIVATE CPU_CAPABILITY=${variant} CPU_CAPABILITY_${variant})
    target_compile_options(${name} PRIVATE ${${variant}_flags} -O3 -ffp-contract=off)
    torch4j_warnings(${name})
    # An object library hands its own objects to whoever links it, and those of others only like this.
    target_sources(${target} INTERFACE $<TARGET_OBJECTS:${name}>)
  endforeach()
endfunction()
