#pragma once

#include <ATen/Parallel.h>
#include <ATen/core/Tensor.h>

#include <algorithm>
#include <cstdint>
#include <vector>

#include "ops/cpu/turns.h"

namespace torch4j::ops::cpu {

// All parameters of a step: one parallel loop for all of them, where ATen's kernels have one for each, in shares of as
// many elements each. A Stretch has a size, and tells its part with `part(begin, size)`.
template <typename Stretch>
class Stretches {
 public:
  explicit Stretches(int64_t worth_threads = kWorthThreads) : worth_threads_(worth_threads) {}

  void add(const Stretch& stretch) {
    stretches_.push_back(stretch);
    elements_ += stretch.size;
  }

  template <typename Kernel>
  void run(const Kernel& kernel) const {
    const int64_t threads = elements_ < worth_threads_ ? 1 : at::get_num_threads();
    const int64_t each = threads == 1 ? 1 : at::divup(elements_, threads * kShare);
    std::vector<int64_t> ends;
    for (int64_t thread = 0; thread <= threads; ++thread) {
      ends.push_back(thread * each);
    }
    const int64_t shares = ends.back();
    in_turns(ends, [&](int64_t i) {
      run(kernel, elements_ / shares * i, i + 1 == shares ? elements_ : elements_ / shares * (i + 1));
    });
  }

 private:
  // What a thread takes at a time, at most: one that is slower, or interrupted, takes fewer.
  static constexpr int64_t kShare = 1 << 20;

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

  int64_t worth_threads_;
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
