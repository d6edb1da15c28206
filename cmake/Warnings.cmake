# Every warning is an error, in our own code only (LibTorch's headers are system headers). Not under the sanitizers:
# GCC's warnings are not made for instrumented code, and find fault with its own headers then.
include_guard(GLOBAL)

function(torch4j_warnings target)
  target_compile_options(${target} PRIVATE -Wall -Wextra -Wpedantic)
  if(NOT TORCH4J_SANITIZE)
    target_compile_options(${target} PRIVATE -Werror)
  endif()
endfunction()
