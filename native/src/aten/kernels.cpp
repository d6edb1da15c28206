#include "aten/kernels.h"

#include <torch/library.h>

#include <algorithm>
#include <array>

#include "aten/bernoulli.h"
#include "aten/bmm.h"
#include "aten/max_pool2d.h"
#include "memory/heap.h"
#include "memory/huge_pages.h"
#include "memory/small_blocks.h"

namespace torch4j {
namespace {

// In the order in which they are installed: each allocator stands before the one above it.
constexpr std::array kKernels = {
    Kernel{"bmm", "aten::bmm, aten::baddbmm (CPU)", "MKL beside a LibTorch that has none built in",
           "Transformer encoder's step: 0.93 of the time", install_bmm},
    Kernel{"max-pool2d", "aten::max_pool2d, aten::max_pool2d_with_indices (CPU)", "every LibTorch and processor",
           "small CNN's step: 0.64 of the time, 0.55 in bfloat16; ResNet-18's inference: 0.85", install_max_pool2d},
    Kernel{"bernoulli", "aten::bernoulli_.float (CPU)", "where LibTorch draws from its own generator",
           "Transformer encoder's step: 0.6 of the time", install_bernoulli},
    Kernel{"heap", "glibc's malloc: mallopt", "glibc, unless the user has tuned it",
           "small CNN's step: 0.91 of the time", install_heap},
    Kernel{"huge-pages", "c10::GetCPUAllocator: madvise", "Linux, unless THP_MEM_ALLOC_ENABLE is set",
           "ResNet-18's step: 0.93 of the time", install_huge_pages},
    Kernel{"small-blocks", "c10::GetCPUAllocator: a cache per thread", "glibc", "small MLP's step: 0.9 of the time",
           install_small_blocks},
};

}  // namespace

std::span<const Kernel> kernels() {
  return kKernels;
}

std::vector<std::string> install_kernels(const std::vector<std::string>& left_out) {
  static const std::vector<std::string> active = [&] {
    std::vector<std::string> installed;
    for (const Kernel& kernel : kKernels) {
      if (std::find(left_out.begin(), left_out.end(), kernel.name) == left_out.end() && kernel.install()) {
        installed.emplace_back(kernel.name);
      }
    }
    return installed;
  }();
  return active;
}

TORCH_LIBRARY_FRAGMENT(torch4j, m) {
  m.def("install_kernels(str[] left_out) -> str[]",
        [](const std::vector<std::string>& left_out) { return install_kernels(left_out); });
}

}  // namespace torch4j
