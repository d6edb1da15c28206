#include "ops/cpu/adam.h"

#include <cmath>

#include "ops/cpu/chunked_tensors.h"
#include "ops/cpu/data.h"
#include "ops/cpu/isa.h"

namespace torch4j::ops::cpu {

TORCH4J_ISA_VARIANTS(template <typename scalar_t>
                     void adam_chunk(const AdamChunk<scalar_t>& chunk, const AdamNumbers& numbers))

namespace {

// Parameters that have taken the same number of steps share the powers.
class Corrections {
 public:
  explicit Corrections(const AdamNumbers& numbers) : numbers_(numbers) {}

  void count(double step) {
    if (step != step_) {
      step_ = step;
      step_size_ = numbers_.lr / (1 - std::pow(numbers_.beta1, step));
      bias_correction2_sqrt_ = std::sqrt(1 - std::pow(numbers_.beta2, step));
    }
  }

  double step_size() const { return step_size_; }
  double bias_correction2_sqrt() const { return bias_correction2_sqrt_; }

 private:
  const AdamNumbers& numbers_;
  double step_ = -1, step_size_ = 0, bias_correction2_sqrt_ = 0;
};

// Without a dispatch for each parameter, which would cost more than the step of a small one.
double number(const at::Tensor& step) {
  return step.is_cpu() && step.scalar_type() == at::kFloat ? *read_data<float>(step) : step.item<double>();
}

template <typename scalar_t>
void step_all(at::TensorList params, at::TensorList grads, at::TensorList exp_avgs, at::TensorList exp_avg_sqs,
              at::TensorList max_exp_avg_sqs, at::TensorList steps, const AdamNumbers& numbers) {
  ChunkedTensors<AdamChunk<scalar_t>> chunks;
  Corrections corrections(numbers);
  for (size_t i = 0; i < params.size(); ++i) {
    corrections.count(number(steps[i]));
    chunks.add({written_data<scalar_t>(params[i]), grad_data<scalar_t>(grads[i], numbers.keep_grads),
                written_data<scalar_t>(exp_avgs[i]), written_data<scalar_t>(exp_avg_sqs[i]),
                numbers.amsgrad ? written_data<scalar_t>(max_exp_avg_sqs[i]) : nullptr, params[i].numel(),
                corrections.step_size(), corrections.bias_correction2_sqrt()});
  }
  chunks.run([&](const auto& chunk) { TORCH4J_ISA_CALL(adam_chunk, chunk, numbers); });
}

}  // namespace

void adam_step(at::TensorList params, at::TensorList grads, at::TensorList exp_avgs, at::TensorList exp_avg_sqs,
               at::TensorList max_exp_avg_sqs, at::TensorList steps, const AdamNumbers& numbers) {
  if (params[0].scalar_type() == at::kFloat) {
    step_all<float>(params, grads, exp_avgs, exp_avg_sqs, max_exp_avg_sqs, steps, numbers);
  } else {
    step_all<double>(params, grads, exp_avgs, exp_avg_sqs, max_exp_avg_sqs, steps, numbers);
  }
}

}  // namespace torch4j::ops::cpu
