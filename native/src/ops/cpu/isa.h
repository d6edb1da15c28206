#pragma once

#include <ATen/Version.h>

// Calls the variant of a kernel that this CPU has, see cmake/Isa.cmake.
namespace torch4j::ops::cpu {

// What ATen itself has chosen; the environment variable ATEN_CPU_CAPABILITY counts here, too.
inline bool has_avx2() {
  static const bool has = at::get_cpu_capability().rfind("AVX", 0) == 0;
  return has;
}

}  // namespace torch4j::ops::cpu

#ifdef TORCH4J_HAS_AVX2
#define TORCH4J_ISA_VARIANTS(...) \
  namespace DEFAULT {             \
  __VA_ARGS__;                    \
  }                               \
  namespace AVX2 {                \
  __VA_ARGS__;                    \
  }
#define TORCH4J_ISA_CALL(kernel, ...) (has_avx2() ? AVX2::kernel(__VA_ARGS__) : DEFAULT::kernel(__VA_ARGS__))
#else
#define TORCH4J_ISA_VARIANTS(...) \
  namespace DEFAULT {             \
  __VA_ARGS__;                    \
  }
#define TORCH4J_ISA_CALL(kernel, ...) DEFAULT::kernel(__VA_ARGS__)
#endif
