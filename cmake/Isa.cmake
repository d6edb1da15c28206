# Compiles a kernel's source once for each instruction set that ATen's vector headers know, into namespaces of its own:
# CPU_CAPABILITY is the namespace's name in the source. Which one runs is decided at run time; nothing is -march=native.
include_guard(GLOBAL)

# torch4j_isa_kernels(TARGET SOURCE...) adds the objects to TARGET.
function(torch4j_isa_kernels target)
  set(variants DEFAULT)
  if(CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64|AMD64")
    list(APPEND variants AVX2)
    target_compile_definitions(${target} PRIVATE TORCH4J_HAS_AVX2)
  endif()
  set(AVX2_flags -mavx2 -mfma -mf16c)
  foreach(variant ${variants})
    set(name ${target}_${variant})
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
