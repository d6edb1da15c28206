#include "ops/cpu/rmsprop.h"

#include "ops/cpu/chunked_tensors.h"
#include "ops/cpu/data.h"
#include "ops/cpu/isa.h"

namespace torch4j::ops::cpu {

TORCH4J_ISA_VARIANTS(template <typename scalar_t>
                     void rmsprop_chunk(const RmspropChunk<scalar_t>& chunk, const RmspropHyperparameters& options))

namespace {

template <typename scalar_t>
void step_all(at::TensorList params, at::TensorList grads, at::TensorList square_avgs, at::TensorList momentum_buffers,
              at::TensorList grad_avgs, const RmspropHyperparameters& options) {
  const auto data = [](at::TensorList list, size_t i) {
    return list.empty() ? nullptr : mutable_data<scalar_t>(list[i]);
  };
  ChunkedTensors<RmspropChunk<scalar_t>> chunks;
  for (size_t i = 0; i < params.size(); ++i) {
    chunks.add({data(params, i), const_data<scalar_t>(grads[i]), data(square_avgs, i), data(momentum_buffers, i),
                data(grad_avgs, i), params[i].numel()});
  }
  chunks.run([&](const auto& chunk) { TORCH4J_ISA_CALL(rmsprop_chunk, chunk, options); });
}

}  // namespace

void rmsprop_step(at::TensorList params, at::TensorList grads, at::TensorList square_avgs,
                  at::TensorList momentum_buffers, at::TensorList grad_avgs, const RmspropHyperparameters& options) {
  if (params[0].scalar_type() == at::kFloat) {
    step_all<float>(params, grads, square_avgs, momentum_buffers, grad_avgs, options);
  } else {
    step_all<double>(params, grads, square_avgs, momentum_buffers, grad_avgs, options);
  }
}

}  // namespace torch4j::ops::cpu
