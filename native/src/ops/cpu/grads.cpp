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
#include "ops/cpu/norm_form.h"
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

// Fewest elements that are worth handing to a thread; a tensor from kLarge elements on is not batched by size alone.
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

// Norms in batches, each of which is one unit of work for a thread.
class NormBatches {
 public:
  // The largest first, for whoever is free; the small ones fill up what is left.
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

  // See run_shares.
  const std::vector<int64_t>& ends() const { return ends_; }

 private:
  // Those of about one size, in step: as many in each batch as in the others, and as many batches for each thread.
  void add_large(size_t count, int64_t threads) {
    for (size_t begin = 0, end = 0; begin < count; begin = end) {
      while (end < count && norms_[end].size >= norms_[begin].size / 2) {
        ++end;
      }
      const size_t similar = end - begin, rounds = at::divup(similar, threads * kNormsTogether);
      const size_t batches = std::min(rounds * threads, similar);
      for (size_t i = 0; i < batches; ++i) {
        begins_.push_back(begins_.back() + similar / batches + (i < similar % batches ? 1 : 0));
      }
    }
    ends_.push_back(std::ssize(begins_) - 1);
  }

  // kNormsTogether or more.
  void add_small(size_t begin, size_t end) {
    int64_t size = 0;
    for (size_t k = begin; k < end; ++k) {
      size += norms_[k].size;
      if (k + 1 == end || (size >= kBatchElements && k + 1 - begins_.back() >= kNormsTogether)) {
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
void share_out(std::vector<Norm>& norms, const Work& work) {
  const bool worth_threads = elements(norms) >= kLightWorthThreads;
  const NormBatches batches(norms, worth_threads ? std::min<int64_t>(at::get_num_threads(), std::ssize(norms)) : 1);
  run_shares(batches.ends(), [&](int64_t i) { work(batches[i]); });
}

template <typename scalar_t>
NormInput<scalar_t> input(const Norm& norm, double inv_scale) {
  return {static_cast<const scalar_t*>(norm.from), norm.size, inv_scale};
}

// At most kNormsTogether.
template <typename scalar_t>
void euclidean_norms(std::span<const Norm> norms, const NormForm& form, double inv_scale) {
  NormInput<scalar_t> in[kNormsTogether];
  at::opmath_type<scalar_t> squares[kNormsTogether];
  std::transform(norms.begin(), norms.end(), in, [&](const Norm& norm) { return input<scalar_t>(norm, inv_scale); });
  TORCH4J_ISA_CALL_TO_AVX2(sums_of_squares, in, norms.size(), form, squares);
  for (size_t k = 0; k < norms.size(); ++k) {
    // The norm of one number is its magnitude, even where its square is infinite.
    const auto norm = in[k].size == 1 ? TORCH4J_ISA_CALL_TO_AVX2(largest_magnitude, in[k]) : std::sqrt(squares[k]);
    *static_cast<scalar_t*>(norms[k].into) = static_cast<scalar_t>(norm);
  }
}

// Where tensors begin in memory: a table that is looked at once for each, for a set's nodes would cost more than the
// scaling of a small tensor.
class Places {
 public:
  explicit Places(size_t count) : slots_(std::bit_ceil(2 * count)) {}

  // Whether this place is a new one.
  bool add(const void* place) {
    const auto number = reinterpret_cast<uintptr_t>(place);
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

bool takes(const at::Tensor& grad) {
  const at::ScalarType dtype = grad.scalar_type();
  return grad.is_cpu() && grad.layout() == at::kStrided && !is_lazy(grad) &&
         (dtype == at::kFloat || dtype == at::kDouble || dtype == at::kHalf || dtype == at::kBFloat16) &&
         grad.is_non_overlapping_and_dense();
}

void scale(at::TensorList to, at::TensorList from, const GradScaling& scaling) {
  if (to.empty()) {
    return;
  }
  // A gradient that comes twice, such as a shared weight's, is scaled twice as in Python: not by two threads at once.
  std::vector<at::Tensor> again_to, again_from;
  Places places(to.size());
  dispatch(to[0].scalar_type(), [&](auto zero) {
    using scalar_t = decltype(zero);
    ChunkedTensors<ScaleChunk<scalar_t>> chunks(kLightWorthThreads);
    for (size_t i = 0; i < to.size(); ++i) {
      if (!places.add(to[i].const_data_ptr()) && to[i].numel() > 0) {
        again_to.push_back(to[i]);
        again_from.push_back(from[i]);
        continue;
      }
      chunks.add({written_data<scalar_t>(to[i]), read_data<scalar_t>(from[i]), to[i].numel()});
    }
    chunks.run([&](const auto& chunk) { TORCH4J_ISA_CALL(scale_chunk, chunk, scaling); });
  });
  scale(again_to, again_from, scaling);
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
      chunks.add({read_data<scalar_t>(grad), grad.numel()});
    }
    chunks.run([&](const auto& s) {
      if (!TORCH4J_ISA_CALL(is_finite, s.from, s.size)) {
        finite = false;
      }
    });
  });
  return finite;
}

bool has_norm(const at::Tensor& grad, double norm_type) {
  if (!takes(grad) || grad.numel() == 0) {
    return false;
  }
  if (std::isinf(norm_type)) {
    return norm_type > 0;
  }
  return norm_type == 2 && norm_form(grad.scalar_type()) &&
         // ATen shares a long float16 tensor out among threads, and the sum depends on where.
         (grad.scalar_type() != at::kHalf || grad.numel() < at::internal::GRAIN_SIZE);
}

void norms(std::vector<Norm> norms, at::ScalarType dtype, double norm_type, double inv_scale) {
  dispatch(dtype, [&](auto zero) {
    using scalar_t = decltype(zero);
    if (std::isinf(norm_type)) {
      share_out(norms, [&](std::span<const Norm> batch) {
        for (const Norm& norm : batch) {
          *static_cast<scalar_t*>(norm.into) =
              static_cast<scalar_t>(TORCH4J_ISA_CALL_TO_AVX2(largest_magnitude, input<scalar_t>(norm, inv_scale)));
        }
      });
      return;
    }
    const NormForm form = *norm_form(dtype);
    share_out(norms, [&](std::span<const Norm> batch) {
      for (size_t begin = 0; begin < batch.size(); begin += kNormsTogether) {
        const auto some = batch.subspan(begin, std::min(kNormsTogether, batch.size() - begin));
        euclidean_norms<scalar_t>(some, form, inv_scale);
      }
    });
  });
}

}  // namespace torch4j::ops::cpu
