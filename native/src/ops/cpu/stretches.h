#pragma once

#include <ATen/Parallel.h>
#include <ATen/core/Tensor.h>

#include <algorithm>
#include <cstdint>
#include <vector>

namespace torch4j::ops::cpu {

// All parameters of a step: one parallel loop for all of them, where ATen's kernels have one for each, and every thread
// takes as many elements as the others. A Stretch has a size, and tells its part with `part(begin, size)`.
template <typename Stretch>
class Stretches {
 public:
  void add(const Stretch& stretch) {
    stretches_.push_back(stretch);
    elements_ += stretch.size;
  }

  template <typename Kernel>
  void run(const Kernel& kernel) const {
    const int64_t shares = elements_ < kWorthThreads ? 1 : at::get_num_threads();
    at::parallel_for(0, shares, 1, [&](int64_t begin, int64_t end) {
      run(kernel, elements_ / shares * begin, end == shares ? elements_ : elements_ / shares * end);
    });
  }

 private:
  // Below this many elements a second thread costs more than it saves.
  static constexpr int64_t kWorthThreads = 56 * 1024;

  // Stretches are cut at multiples of a cache line, as ATen's are: what is left over from whole vectors, and may be
  // rounded in another way, is then the end of a tensor for both.
  static constexpr int64_t kLine = 64;

  // What lies between these two elements, counted over all stretches.
  template <typename Kernel>
  void run(const Kernel& kernel, int64_t from, int64_t to) const {
    int64_t before = 0;
    for (const Stretch& stretch : stretches_) {
      const int64_t begin = cut(stretch, from - before);
      const int64_t end = cut(stretch, to - before);
      if (begin < end) {
        kernel(stretch.part(begin, end - begin));
      }
      before += stretch.size;
    }
  }

  static int64_t cut(const Stretch& stretch, int64_t at) {
    return at >= stretch.size ? stretch.size : std::max<int64_t>(at, 0) / kLine * kLine;
  }

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
