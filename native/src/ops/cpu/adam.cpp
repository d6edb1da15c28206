#include "ops/cpu/adam.h"

#include <cmath>

#include "ops/cpu/chunked_tensors.h"
#include "ops/cpu/data.h"
#include "ops/cpu/isa.h"

namespace torch4j::ops::cpu {

TORCH4J_ISA_VARIANTS(template <typename scalar_t>
                     void adam_chunk(const AdamChunk<scalar_t>& chunk, const AdamHyperparameters& options))

namespace {

// The bias bias_corrections, computed once for consecutive parameters with the same step count.
class BiasCorrections {
 public:
  explicit BiasCorrections(const AdamHyperparameters& options) : options_(options) {}

  void set_step(double step) {
    if (step != step_) {
      step_ = step;
      step_size_ = options_.lr / (1 - std::pow(options_.beta1, step));
      bias_correction2_sqrt_ = std::sqrt(1 - std::pow(options_.beta2, step));
    }
  }

  double step_size() const { return step_size_; }
  double bias_correction2_sqrt() const { return bias_correction2_sqrt_; }

 private:
  const AdamHyperparameters& options_;
  double step_ = -1, step_size_ = 0, bias_correction2_sqrt_ = 0;
};

// Without an operator call per parameter, which would take longer than the step of a small one.
double step_count(const at::Tensor& step) {
  return step.is_cpu() && step.scalar_type() == at::kFloat ? *const_data<float>(step) : step.item<double>();
}

template <typename scalar_t>
void step_all(at::TensorList params, at::TensorList grads, at::TensorList exp_avgs, at::TensorList exp_avg_sqs,
              at::TensorList max_exp_avg_sqs, at::TensorList steps, const AdamHyperparameters& options) {
  ChunkedTensors<AdamChunk<scalar_t>> chunks;
  BiasCorrections bias_corrections(options);
  for (size_t i = 0; i < params.size(); ++i) {
    bias_corrections.set_step(step_count(steps[i]));
    chunks.add({mutable_data<scalar_t>(params[i]), grad_data<scalar_t>(grads[i], options.keep_grads),
                mutable_data<scalar_t>(exp_avgs[i]), mutable_data<scalar_t>(exp_avg_sqs[i]),
                options.amsgrad ? mutable_data<scalar_t>(max_exp_avg_sqs[i]) : nullptr, params[i].numel(),
                bias_corrections.step_size(), bias_corrections.bias_correction2_sqrt()});
  }
  chunks.run([&](const auto& chunk) { TORCH4J_ISA_CALL(adam_chunk, chunk, options); });
}

}  // namespace

void adam_step(at::TensorList params, at::TensorList grads, at::TensorList exp_avgs, at::TensorList exp_avg_sqs,
               at::TensorList max_exp_avg_sqs, at::TensorList steps, const AdamHyperparameters& options) {
  if (params[0].scalar_type() == at::kFloat) {
    step_all<float>(params, grads, exp_avgs, exp_avg_sqs, max_exp_avg_sqs, steps, options);
  } else {
    step_all<double>(params, grads, exp_avgs, exp_avg_sqs, max_exp_avg_sqs, steps, options);
  }
}

}  // namespace torch4j::ops::cpu
