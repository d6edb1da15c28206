#include "aten/kernels.h"

#include <torch/library.h>

#include <algorithm>
#include <array>

#include "aten/bernoulli.h"
#include "aten/bmm.h"
#include "aten/max_pool2d.h"
#include "aten/mm.h"
#include "memory/heap.h"
#include "memory/huge_pages.h"

namespace torch4j {
namespace {

constexpr std::array kKernels = {
    Kernel{"bmm", "aten::bmm, aten::baddbmm (CPU)", "MKL beside a LibTorch that has none built in",
           "Transformer encoder's step: 0.73 of the time", install_bmm},
    Kernel{"mm", "aten::mm, aten::addmm (CPU)", "MKL beside a LibTorch that has none built in",
           "small MLP's step: 0.40 of the time, 0.75 where the cores are close", install_mm},
    Kernel{"max-pool2d", "aten::max_pool2d, aten::max_pool2d_with_indices (CPU)", "every LibTorch and processor",
           "small CNN's step: 0.76 of the time, 0.94 in bfloat16; with AVX-512 0.64 and 0.55", install_max_pool2d},
    Kernel{"bernoulli", "aten::bernoulli_.float (CPU)", "where LibTorch draws from its own generator",
           "Transformer encoder's step: 0.73 of the time", install_bernoulli},
    Kernel{"heap", "glibc's malloc: mallopt", "glibc, unless the user has tuned it",
           "steps of a small CNN and of ResNet-18: 0.89 of the time", install_heap},
    Kernel{"huge-pages", "c10::GetCPUAllocator: madvise", "Linux, unless THP_MEM_ALLOC_ENABLE is set",
           "ResNet-18's step: 0.83 to 0.89 of the time", install_huge_pages},
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
