#pragma once

#include <ATen/Parallel.h>
#include <ATen/core/Tensor.h>

#include <algorithm>
#include <cstdint>
#include <vector>

namespace torch4j::ops::cpu {

// All parameters of a step, cut into stretches of memory that the threads share out: one parallel loop for all of them,
// where ATen's kernels have one for each. A Stretch has a size, and tells its part with `part(begin, size)`.
template <typename Stretch>
class Stretches {
 public:
  // Stretches are cut at multiples of a cache line, as ATen's are: what is left over from whole vectors, and may be
  // rounded in another way, is then the end of a tensor for both.
  static constexpr int64_t kElements = 4096;
  static_assert(kElements % 64 == 0);

  void add(const Stretch& whole) {
    for (int64_t begin = 0; begin < whole.size; begin += kElements) {
      stretches_.push_back(whole.part(begin, std::min(kElements, whole.size - begin)));
    }
    elements_ += whole.size;
  }

  template <typename Kernel>
  void run(const Kernel& kernel) const {
    const auto some = [&](int64_t begin, int64_t end) {
      for (int64_t i = begin; i < end; ++i) {
        kernel(stretches_[i]);
      }
    };
    const auto size = static_cast<int64_t>(stretches_.size());
    if (elements_ < kWorthThreads) {
      some(0, size);
    } else {
      at::parallel_for(0, size, 1, some);
    }
  }

 private:
  // Below this many elements a second thread costs more than it saves.
  static constexpr int64_t kWorthThreads = 16384;

  std::vector<Stretch> stretches_;
  int64_t elements_ = 0;
};

// Whether kernels of ours take these parameters: float32 or float64 on the CPU, one of them for all.
inline bool kernels_take(at::TensorList params) {
  const at::ScalarType dtype = params[0].scalar_type();
  return (dtype == at::kFloat || dtype == at::kDouble) &&
         std::all_of(params.begin(), params.end(),
                     [&](const at::Tensor& p) { return p.is_cpu() && p.scalar_type() == dtype; });
}

}  // namespace torch4j::ops::cpu
