#pragma once

#include <ATen/Parallel.h>
#include <ATen/core/Tensor.h>

#include <algorithm>
#include <cstdint>
#include <vector>

#include "threads/shared_loop.h"

namespace torch4j::ops::cpu {

// Runs a kernel over the memory of all tensors of a step in a single parallel loop over chunks of equal size; ATen's
// kernels run one parallel loop per tensor. A Chunk has a size, and `part(begin, size)` returns a part of it.
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
    const int64_t chunks_per_thread = threads == 1 ? 1 : at::divup(elements_, threads * kMaxChunkElements);
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
  // The maximum number of elements of a chunk. With several chunks per thread, a slower thread processes fewer.
  static constexpr int64_t kMaxChunkElements = 1 << 20;

  // Tensors are split at multiples of a cache line, as in ATen. The elements after the last whole vector, which may be
  // rounded differently, are then the same ones: those at the end of a tensor.
  static constexpr int64_t kCacheLine = 64;

  // Runs the kernel on the elements [from, to), counted over all tensors.
  template <typename Kernel>
  void run(const Kernel& kernel, int64_t from, int64_t to) const {
    int64_t before = 0;
    for (const Chunk& tensor : tensors_) {
      const int64_t begin = split(tensor, from - before);
      const int64_t end = split(tensor, to - before);
      if (begin < end) {
        kernel(tensor.part(begin, end - begin));
      }
      before += tensor.size;
    }
  }

  static int64_t split(const Chunk& tensor, int64_t at) {
    return at >= tensor.size ? tensor.size : std::max<int64_t>(at, 0) / kCacheLine * kCacheLine;
  }

  int64_t worth_threads_;
  std::vector<Chunk> tensors_;
  int64_t elements_ = 0;
};

// Whether the kernels support these parameters: float32 or float64 on the CPU, all of the same dtype.
inline bool kernels_support(at::TensorList params) {
  const at::ScalarType dtype = params[0].scalar_type();
  return (dtype == at::kFloat || dtype == at::kDouble) &&
         std::all_of(params.begin(), params.end(),
                     [&](const at::Tensor& p) { return p.is_cpu() && p.scalar_type() == dtype; });
}

}  // namespace torch4j::ops::cpu
