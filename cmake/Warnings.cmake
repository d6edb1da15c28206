# Every warning is an error, in our own code only (LibTorch's headers are system headers).
include_guard(GLOBAL)

function(torch4j_warnings target)
  target_compile_options(${target} PRIVATE -Wall -Wextra -Wpedantic -Werror)
endfunction()
