#pragma once

#include <ATen/Parallel.h>
#include <ATen/core/Tensor.h>

#include <algorithm>
#include <cstdint>
#include <vector>

#include "threads/shared_loop.h"

namespace torch4j::ops::cpu {

// The memory of all parameters of a step as one parallel loop over equal chunks, where ATen's kernels run one loop for
// each parameter. A Chunk has a size, and `part(begin, size)` returns a part of it.
template <typename Chunk>
class ChunkedTensors {
 public:
  explicit ChunkedTensors(int64_t worth_threads = kWorthThreads) : worth_threads_(worth_threads) {}

  void add(const Chunk& tensor) {
    tensors_.push_back(tensor);
    elements_ += tensor.size;
  }

  template <typename Kernel>
  void run(const Kernel& kernel) const {
    const int64_t threads = elements_ < worth_threads_ ? 1 : at::get_num_threads();
    const int64_t chunks_per_thread = threads == 1 ? 1 : at::divup(elements_, threads * kMostElements);
    std::vector<int64_t> ends;
    for (int64_t thread = 0; thread <= threads; ++thread) {
      ends.push_back(thread * chunks_per_thread);
    }
    const int64_t chunks = ends.back();
    run_shares(ends, [&](int64_t i) {
      run(kernel, elements_ / chunks * i, i + 1 == chunks ? elements_ : elements_ / chunks * (i + 1));
    });
  }

 private:
  // Most elements of a chunk: a thread that is slower, or interrupted, takes fewer chunks.
  static constexpr int64_t kMostElements = 1 << 20;

  // Tensors are cut at multiples of a cache line, as ATen's are: the elements beyond the last whole vector, which may
  // be rounded differently, are then the end of a tensor for both.
  static constexpr int64_t kLine = 64;

  // Elements [from, to), counted over all tensors.
  template <typename Kernel>
  void run(const Kernel& kernel, int64_t from, int64_t to) const {
    int64_t before = 0;
    for (const Chunk& tensor : tensors_) {
      const int64_t begin = cut(tensor, from - before);
      const int64_t end = cut(tensor, to - before);
      if (begin < end) {
        kernel(tensor.part(begin, end - begin));
      }
      before += tensor.size;
    }
  }

  static int64_t cut(const Chunk& tensor, int64_t at) {
    return at >= tensor.size ? tensor.size : std::max<int64_t>(at, 0) / kLine * kLine;
  }

  int64_t worth_threads_;
  std::vector<Chunk> tensors_;
  int64_t elements_ = 0;
};

// Whether our kernels take these parameters: float32 or float64 on the CPU, all of one dtype.
inline bool kernels_take(at::TensorList params) {
  const at::ScalarType dtype = params[0].scalar_type();
  return (dtype == at::kFloat || dtype == at::kDouble) &&
         std::all_of(params.begin(), params.end(),
                     [&](const at::Tensor& p) { return p.is_cpu() && p.scalar_type() == dtype; });
}

}  // namespace torch4j::ops::cpu
