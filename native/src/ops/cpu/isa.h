#pragma once

#include <ATen/Version.h>

#include <string>

// Calls the variant of a kernel for the instruction set of this CPU, see cmake/Isa.cmake.
namespace torch4j::ops::cpu {

enum class Isa { kDefault, kAvx2, kAvx512 };

// The instruction set that ATen has chosen, which takes the environment variable ATEN_CPU_CAPABILITY into account.
inline Isa isa() {
  static const Isa chosen = [] {
    const std::string capability = at::get_cpu_capability();
    return capability == "AVX512" ? Isa::kAvx512 : capability == "AVX2" ? Isa::kAvx2 : Isa::kDefault;
  }();
  return chosen;
}

}  // namespace torch4j::ops::cpu

#ifdef TORCH4J_X86_KERNELS
#define TORCH4J_ISA_VARIANTS_TO_AVX2(...) \
  namespace DEFAULT {                     \
  __VA_ARGS__;                            \
  }                                       \
  namespace AVX2 {                        \
  __VA_ARGS__;                            \
  }
#define TORCH4J_ISA_VARIANTS(...)           \
  TORCH4J_ISA_VARIANTS_TO_AVX2(__VA_ARGS__) \
  namespace AVX512 {                        \
  __VA_ARGS__;                              \
  }
#define TORCH4J_ISA_CALL_TO_AVX2(kernel, ...) \
  (isa() == Isa::kDefault ? DEFAULT::kernel(__VA_ARGS__) : AVX2::kernel(__VA_ARGS__))
#define TORCH4J_ISA_CALL(kernel, ...) \
  (isa() == Isa::kAvx512 ? AVX512::kernel(__VA_ARGS__) : TORCH4J_ISA_CALL_TO_AVX2(kernel, __VA_ARGS__))
#else
#define TORCH4J_ISA_VARIANTS_TO_AVX2(...) \
  namespace DEFAULT {                     \
  __VA_ARGS__;                            \
  }
#define TORCH4J_ISA_VARIANTS(...) TORCH4J_ISA_VARIANTS_TO_AVX2(__VA_ARGS__)
#define TORCH4J_ISA_CALL_TO_AVX2(kernel, ...) DEFAULT::kernel(__VA_ARGS__)
#define TORCH4J_ISA_CALL(kernel, ...) DEFAULT::kernel(__VA_ARGS__)
#endif
