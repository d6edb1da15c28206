# Compiles a kernel's source once for each instruction set that ATen's vector headers know, into namespaces of its own:
# CPU_CAPABILITY is the namespace's name in the source. Which one runs is decided at run time; nothing is -march=native.
include_guard(GLOBAL)

# torch4j_isa_kernels(TARGET WIDEST SOURCE...) adds the objects to TARGET. WIDEST is the last instruction set to compile
# for, AVX2 or AVX512: sums whose order is part of the result stop at AVX2, as ATen's do.
function(torch4j_isa_kernels target widest)
  set(variants DEFAULT)
  if(CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64|AMD64")
    list(APPEND variants AVX2)
    if(widest STREQUAL AVX512)
      list(APPEND variants AVX512)
    endif()
    target_compile_definitions(${target} PUBLIC TORCH4J_X86_KERNELS)
  endif()
  # As ATen compiles its own.
  set(AVX2_flags -mavx2 -mfma -mf16c)
  # GCC 12 warns of its own AVX-512 header.
  set(AVX512_flags -mavx512f -mavx512bw -mavx512vl -mavx512dq -mfma -mf16c -Wno-maybe-uninitialized)
  foreach(variant ${variants})
    set(name ${target}_to_${widest}_${variant})
    add_library(${name} OBJECT ${ARGN})
    target_include_directories(${name} PRIVATE src)
    target_link_libraries(${name} PRIVATE LibTorch::LibTorch OpenMP::OpenMP_CXX)
    target_compile_definitions(${name} PRIVATE CPU_CAPABILITY=${variant} CPU_CAPABILITY_${variant})
    target_compile_options(${name} PRIVATE ${${variant}_flags} -O3 -ffp-contract=off)
    torch4j_warnings(${name})
    # An object library hands its own objects to whoever links it, and those of others only like this.
    target_sources(${target} INTERFACE $<TARGET_OBJECTS:${name}>)
  endforeach()
endfunction()
