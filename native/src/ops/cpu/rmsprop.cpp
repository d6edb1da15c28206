#include "ops/cpu/rmsprop.h"

#include "ops/cpu/data.h"
#include "ops/cpu/isa.h"
#include "ops/cpu/stretches.h"

namespace torch4j::ops::cpu {

TORCH4J_ISA_VARIANTS(template <typename scalar_t>
                     void rmsprop_stretch(const RmspropStretch<scalar_t>& stretch, const RmspropNumbers& numbers))

namespace {

template <typename scalar_t>
void step_all(at::TensorList params, at::TensorList grads, at::TensorList square_avgs, at::TensorList momentum_buffers,
              at::TensorList grad_avgs, const RmspropNumbers& numbers) {
  const auto data = [](at::TensorList list, size_t i) {
    return list.empty() ? nullptr : written_data<scalar_t>(list[i]);
  };
  Stretches<RmspropStretch<scalar_t>> stretches;
  for (size_t i = 0; i < params.size(); ++i) {
    stretches.add({data(params, i), read_data<scalar_t>(grads[i]), data(square_avgs, i), data(momentum_buffers, i),
                   data(grad_avgs, i), params[i].numel()});
  }
  stretches.run([&](const auto& stretch) { TORCH4J_ISA_CALL(rmsprop_stretch, stretch, numbers); });
}

}  // namespace

void rmsprop_step(at::TensorList params, at::TensorList grads, at::TensorList square_avgs,
                  at::TensorList momentum_buffers, at::TensorList grad_avgs, const RmspropNumbers& numbers) {
  if (params[0].scalar_type() == at::kFloat) {
    step_all<float>(params, grads, square_avgs, momentum_buffers, grad_avgs, numbers);
  } else {
    step_all<double>(params, grads, square_avgs, momentum_buffers, grad_avgs, numbers);
  }
}

}  // namespace torch4j::ops::cpu
