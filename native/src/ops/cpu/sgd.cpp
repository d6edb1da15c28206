#include "ops/cpu/sgd.h"

#include "ops/cpu/chunked_tensors.h"
#include "ops/cpu/data.h"
#include "ops/cpu/isa.h"

namespace torch4j::ops::cpu {

TORCH4J_ISA_VARIANTS(template <typename scalar_t>
                     void sgd_chunk(const SgdChunk<scalar_t>& chunk, const SgdHyperparameters& options))

namespace {

template <typename scalar_t>
void step_all(at::TensorList params, at::TensorList grads, at::TensorList momentum_buffers,
              const SgdHyperparameters& options) {
  ChunkedTensors<SgdChunk<scalar_t>> chunks;
  for (size_t i = 0; i < params.size(); ++i) {
    chunks.add({mutable_data<scalar_t>(params[i]), grad_data<scalar_t>(grads[i], options.keep_grads),
                options.momentum != 0 ? mutable_data<scalar_t>(momentum_buffers[i]) : nullptr, params[i].numel()});
  }
  chunks.run([&](const auto& chunk) { TORCH4J_ISA_CALL(sgd_chunk, chunk, options); });
}

}  // namespace

void sgd_step(at::TensorList params, at::TensorList grads, at::TensorList momentum_buffers,
              const SgdHyperparameters& options) {
  if (params[0].scalar_type() == at::kFloat) {
    step_all<float>(params, grads, momentum_buffers, options);
  } else {
    step_all<double>(params, grads, momentum_buffers, options);
  }
}

}  // namespace torch4j::ops::cpu
