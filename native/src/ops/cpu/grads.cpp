#include "ops/cpu/grads.h"

#include <ATen/Dispatch.h>
#include <ATen/OpMathType.h>
#include <ATen/TensorIterator.h>

#include <algorithm>
#include <atomic>
#include <bit>
#include <cmath>
#include <numeric>
#include <span>
#include <vector>

#include "ops/cpu/chunked_tensors.h"
#include "ops/cpu/data.h"
#include "ops/cpu/isa.h"
#include "ops/cpu/norm_rounding.h"
#include "ops/cpu/scale_kernel.h"
#include "ops/materialized.h"

namespace torch4j::ops::cpu {

TORCH4J_ISA_VARIANTS(template <typename scalar_t>
                     void scale_chunk(const ScaleChunk<scalar_t>& chunk, const GradScaling& scaling);
                     template <typename scalar_t> bool is_finite(const scalar_t* from, int64_t size))

namespace {

template <typename Body>
void dispatch(at::ScalarType dtype, const Body& body) {
  AT_DISPATCH_FLOATING_TYPES_AND2(at::kHalf, at::kBFloat16, dtype, "torch4j gradients", [&] { body(scalar_t{}); });
}

template <typename scalar_t>
struct ReadChunk {
  const scalar_t* from;
  int64_t size;

  ReadChunk part(int64_t begin, int64_t part_size) const { return {from + begin, part_size}; }
};

// The minimum number of elements of a batch of small tensors. Tensors of kLarge or more elements are batched by number,
// not by size.
constexpr int64_t kBatchElements = 16384;
constexpr int64_t kLarge = 16 * kBatchElements;

int64_t elements(std::span<const Norm> norms) {
  return std::accumulate(norms.begin(), norms.end(), int64_t{0},
                         [](int64_t sum, const Norm& norm) { return sum + norm.size; });
}

void sort_by_size(std::span<Norm> norms) {
  const auto larger = [](const Norm& a, const Norm& b) { return a.size > b.size; };
  if (!std::is_sorted(norms.begin(), norms.end(), larger)) {
    std::stable_sort(norms.begin(), norms.end(), larger);
  }
}

// Groups the norms into batches, each of which is processed by one thread.
class NormBatches {
 public:
  // Large tensors come first, in batches for any free thread; small ones are then divided among the threads.
  NormBatches(std::vector<Norm>& norms, int64_t threads) : norms_(norms) {
    const auto is_large = [](const Norm& norm) { return norm.size >= kLarge; };
    if (!std::is_partitioned(norms.begin(), norms.end(), is_large)) {
      std::stable_partition(norms.begin(), norms.end(), is_large);
    }
    const size_t small = std::partition_point(norms.begin(), norms.end(), is_large) - norms.begin();
    sort_by_size(std::span(norms).first(small));
    add_large(small, threads);
    const int64_t each = elements(std::span(norms).subspan(small)) / threads;
    int64_t before = 0;
    size_t begin = small;
    for (int64_t thread = 1; thread <= threads; ++thread) {
      size_t end = thread == threads ? norms.size() : begin;
      for (const int64_t until = each * thread; end < norms.size() && before < until; ++end) {
        before += norms[end].size;
      }
      sort_by_size(std::span(norms).subspan(begin, end - begin));
      add_small(begin, end);
      begin = end;
    }
  }

  std::span<const Norm> operator[](int64_t i) const {
    return std::span(norms_).subspan(begins_[i], begins_[i + 1] - begins_[i]);
  }

  // The ends of the batches of each thread, see run_shares.
  const std::vector<int64_t>& ends() const { return ends_; }

 private:
  // Batches tensors of similar size, with equal numbers of tensors per batch and of batches per thread.
  void add_large(size_t count, int64_t threads) {
    for (size_t begin = 0, end = 0; begin < count; begin = end) {
      while (end < count && norms_[end].size >= norms_[begin].size / 2) {
        ++end;
      }
      const size_t similar = end - begin, rounds = at::divup(similar, threads * kMaxNorms);
      const size_t batches = std::min(rounds * threads, similar);
      for (size_t i = 0; i < batches; ++i) {
        begins_.push_back(begins_.back() + similar / batches + (i < similar % batches ? 1 : 0));
      }
    }
    ends_.push_back(std::ssize(begins_) - 1);
  }

  // Batches of at least kMaxNorms tensors and kBatchElements elements.
  void add_small(size_t begin, size_t end) {
    int64_t size = 0;
    for (size_t k = begin; k < end; ++k) {
      size += norms_[k].size;
      if (k + 1 == end || (size >= kBatchElements && k + 1 - begins_.back() >= kMaxNorms)) {
        begins_.push_back(k + 1);
        size = 0;
      }
    }
    ends_.push_back(std::ssize(begins_) - 1);
  }

  std::vector<Norm>& norms_;
  std::vector<size_t> begins_ = {0};
  std::vector<int64_t> ends_;
};

template <typename Work>
void run_batches(std::vector<Norm>& norms, const Work& work) {
  const bool worth_threads = elements(norms) >= kLightWorthThreads;
  const NormBatches batches(norms, worth_threads ? std::min<int64_t>(at::get_num_threads(), std::ssize(norms)) : 1);
  run_shares(batches.ends(), [&](int64_t i) { work(batches[i]); });
}

template <typename scalar_t>
NormInput<scalar_t> input(const Norm& norm, double inv_scale) {
  return {static_cast<const scalar_t*>(norm.from), norm.size, inv_scale};
}

// The 2-norms of at most kMaxNorms gradients.
template <typename scalar_t>
void euclidean_norms(std::span<const Norm> norms, const NormRounding& rounding, double inv_scale) {
  NormInput<scalar_t> in[kMaxNorms];
  at::opmath_type<scalar_t> squares[kMaxNorms];
  std::transform(norms.begin(), norms.end(), in, [&](const Norm& norm) { return input<scalar_t>(norm, inv_scale); });
  TORCH4J_ISA_CALL_TO_AVX2(sums_of_squares, in, norms.size(), rounding, squares);
  for (size_t k = 0; k < norms.size(); ++k) {
    // The norm of a single element is its magnitude, even if its square overflows.
    const auto norm = in[k].size == 1 ? TORCH4J_ISA_CALL_TO_AVX2(largest_magnitude, in[k]) : std::sqrt(squares[k]);
    *static_cast<scalar_t*>(norms[k].into) = static_cast<scalar_t>(norm);
  }
}

// A set of data pointers, as an open-addressing hash table: the nodes of a std::unordered_set would cost more than
// scaling a small tensor.
class PointerSet {
 public:
  explicit PointerSet(size_t count) : slots_(std::bit_ceil(2 * count)) {}

  // Adds a pointer; returns whether it is new.
  bool add(const void* pointer) {
    const auto number = reinterpret_cast<uintptr_t>(pointer);
    size_t slot = (number >> 4) * 0x9E3779B97F4A7C15 >> 32;
    for (slot &= slots_.size() - 1; slots_[slot] != 0; slot = (slot + 1) & (slots_.size() - 1)) {
      if (slots_[slot] == number) {
        return false;
      }
    }
    slots_[slot] = number;
    return true;
  }

 private:
  std::vector<uintptr_t> slots_;
};

}  // namespace

bool supports(const at::Tensor& grad) {
  const at::ScalarType dtype = grad.scalar_type();
  return grad.is_cpu() && grad.layout() == at::kStrided && !is_lazy(grad) &&
         (dtype == at::kFloat || dtype == at::kDouble || dtype == at::kHalf || dtype == at::kBFloat16) &&
         grad.is_non_overlapping_and_dense();
}

void scale(at::TensorList to, at::TensorList from, const GradScaling& scaling) {
  if (to.empty()) {
    return;
  }
  // A gradient that occurs twice, such as that of a shared parameter, is scaled twice, as in Python, but not by two
  // threads at the same time.
  std::vector<at::Tensor> repeated_to, repeated_from;
  PointerSet pointers(to.size());
  dispatch(to[0].scalar_type(), [&](auto zero) {
    using scalar_t = decltype(zero);
    ChunkedTensors<ScaleChunk<scalar_t>> chunks(kLightWorthThreads);
    for (size_t i = 0; i < to.size(); ++i) {
      if (!pointers.add(to[i].const_data_ptr()) && to[i].numel() > 0) {
        repeated_to.push_back(to[i]);
        repeated_from.push_back(from[i]);
        continue;
      }
      chunks.add({mutable_data<scalar_t>(to[i]), const_data<scalar_t>(from[i]), to[i].numel()});
    }
    chunks.run([&](const auto& chunk) { TORCH4J_ISA_CALL(scale_chunk, chunk, scaling); });
  });
  scale(repeated_to, repeated_from, scaling);
}

bool all_finite(at::TensorList grads) {
  if (grads.empty()) {
    return true;
  }
  std::atomic<bool> finite = true;
  dispatch(grads[0].scalar_type(), [&](auto zero) {
    using scalar_t = decltype(zero);
    ChunkedTensors<ReadChunk<scalar_t>> chunks(kLightWorthThreads);
    for (const at::Tensor& grad : grads) {
      chunks.add({const_data<scalar_t>(grad), grad.numel()});
    }
    chunks.run([&](const auto& s) {
      if (!TORCH4J_ISA_CALL(is_finite, s.from, s.size)) {
        finite = false;
      }
    });
  });
  return finite;
}

bool supports_norm(const at::Tensor& grad, double norm_type) {
  if (!supports(grad) || grad.numel() == 0) {
    return false;
  }
  if (std::isinf(norm_type)) {
    return norm_type > 0;
  }
  return norm_type == 2 && norm_rounding(grad.scalar_type()) &&
         // ATen divides a large float16 tensor among threads, and the rounding of the sum depends on how.
         (grad.scalar_type() != at::kHalf || grad.numel() < at::internal::GRAIN_SIZE);
}

void norms(std::vector<Norm> norms, at::ScalarType dtype, double norm_type, double inv_scale) {
  dispatch(dtype, [&](auto zero) {
    using scalar_t = decltype(zero);
    if (std::isinf(norm_type)) {
      run_batches(norms, [&](std::span<const Norm> batch) {
        for (const Norm& norm : batch) {
          *static_cast<scalar_t*>(norm.into) =
              static_cast<scalar_t>(TORCH4J_ISA_CALL_TO_AVX2(largest_magnitude, input<scalar_t>(norm, inv_scale)));
        }
      });
      return;
    }
    const NormRounding rounding = *norm_rounding(dtype);
    run_batches(norms, [&](std::span<const Norm> batch) {
      for (size_t begin = 0; begin < batch.size(); begin += kMaxNorms) {
        const auto some = batch.subspan(begin, std::min(kMaxNorms, batch.size() - begin));
        euclidean_norms<scalar_t>(some, rounding, inv_scale);
      }
    });
  });
}

}  // namespace torch4j::ops::cpu
