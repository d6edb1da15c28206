#include "ops/cpu/adam.h"

#include <ATen/Parallel.h>
#include <ATen/Version.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace torch4j::ops::cpu {

namespace DEFAULT {
template <typename scalar_t>
void adam_stretch(const AdamStretch<scalar_t>& stretch, const AdamNumbers& numbers);
}
#ifdef TORCH4J_HAS_AVX2
namespace AVX2 {
template <typename scalar_t>
void adam_stretch(const AdamStretch<scalar_t>& stretch, const AdamNumbers& numbers);
}
#endif

template <typename scalar_t>
void adam_stretch(const AdamStretch<scalar_t>& stretch, const AdamNumbers& numbers) {
#ifdef TORCH4J_HAS_AVX2
  static const bool has_avx2 = at::get_cpu_capability().rfind("AVX", 0) == 0;
  if (has_avx2) {
    return AVX2::adam_stretch(stretch, numbers);
  }
#endif
  DEFAULT::adam_stretch(stretch, numbers);
}

namespace {

// Small enough to stay in a core's cache with all five tensors, large enough to be worth a thread's turn.
constexpr int64_t kStretch = 4096;
// Below this many elements a second thread costs more than it saves.
constexpr int64_t kWorthThreads = 16384;
static_assert(kStretch % kCacheLine == 0);

// All tensors, cut into stretches that the threads share out.
template <typename scalar_t>
class Stretches {
 public:
  explicit Stretches(const AdamNumbers& numbers) : numbers_(numbers) {}

  void add(const at::Tensor& param, const at::Tensor& grad, const at::Tensor& exp_avg, const at::Tensor& exp_avg_sq,
           const at::Tensor* max_exp_avg_sq, double step) {
    const int64_t size = param.numel();
    if (size == 0) {
      return;
    }
    count(step);
    const AdamStretch<scalar_t> whole{
        param.mutable_data_ptr<scalar_t>(),
        grad.const_data_ptr<scalar_t>(),
        exp_avg.mutable_data_ptr<scalar_t>(),
        exp_avg_sq.mutable_data_ptr<scalar_t>(),
        max_exp_avg_sq == nullptr ? nullptr : max_exp_avg_sq->mutable_data_ptr<scalar_t>(),
        size,
        step_size_,
        bias_correction2_sqrt_};
    for (int64_t begin = 0; begin < size; begin += kStretch) {
      add(whole, begin, std::min(kStretch, size - begin));
    }
    elements_ += size;
  }

  void run() const {
    const auto some = [this](int64_t begin, int64_t end) {
      for (int64_t i = begin; i < end; ++i) {
        adam_stretch(stretches_[i], numbers_);
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
  // Parameters that have taken the same number of steps share the powers.
  void count(double step) {
    if (step != step_) {
      step_ = step;
      step_size_ = numbers_.lr / (1 - std::pow(numbers_.beta1, step));
      bias_correction2_sqrt_ = std::sqrt(1 - std::pow(numbers_.beta2, step));
    }
  }

  void add(AdamStretch<scalar_t> stretch, int64_t begin, int64_t size) {
    stretch.param += begin;
    stretch.grad += begin;
    stretch.exp_avg += begin;
    stretch.exp_avg_sq += begin;
    stretch.max_exp_avg_sq += stretch.max_exp_avg_sq == nullptr ? 0 : begin;
    stretch.size = size;
    stretches_.push_back(stretch);
  }

  const AdamNumbers& numbers_;
  std::vector<AdamStretch<scalar_t>> stretches_;
  int64_t elements_ = 0;
  double step_ = -1;
  double step_size_ = 0, bias_correction2_sqrt_ = 0;
};

template <typename scalar_t>
void step_all(at::TensorList params, at::TensorList grads, at::TensorList exp_avgs, at::TensorList exp_avg_sqs,
              at::TensorList max_exp_avg_sqs, at::TensorList steps, const AdamNumbers& numbers) {
  Stretches<scalar_t> stretches(numbers);
  for (size_t i = 0; i < params.size(); ++i) {
    stretches.add(params[i], grads[i], exp_avgs[i], exp_avg_sqs[i], numbers.amsgrad ? &max_exp_avg_sqs[i] : nullptr,
                  steps[i].item<float>());
  }
  stretches.run();
}

}  // namespace

bool adam_takes(at::TensorList params) {
  const at::ScalarType dtype = params[0].scalar_type();
  return (dtype == at::kFloat || dtype == at::kDouble) &&
         std::all_of(params.begin(), params.end(),
                     [&](const at::Tensor& p) { return p.is_cpu() && p.scalar_type() == dtype; });
}

void adam_step(at::TensorList params, at::TensorList grads, at::TensorList exp_avgs, at::TensorList exp_avg_sqs,
               at::TensorList max_exp_avg_sqs, at::TensorList steps, const AdamNumbers& numbers) {
  if (params[0].scalar_type() == at::kFloat) {
    step_all<float>(params, grads, exp_avgs, exp_avg_sqs, max_exp_avg_sqs, steps, numbers);
  } else {
    step_all<double>(params, grads, exp_avgs, exp_avg_sqs, max_exp_avg_sqs, steps, numbers);
  }
}

}  // namespace torch4j::ops::cpu
