#include "ops/cpu/sgd.h"

#include "ops/cpu/chunked_tensors.h"
#include "ops/cpu/data.h"
#include "ops/cpu/isa.h"

namespace torch4j::ops::cpu {

TORCH4J_ISA_VARIANTS(template <typename scalar_t>
                     void sgd_chunk(const SgdChunk<scalar_t>& chunk, const SgdNumbers& numbers))

namespace {

template <typename scalar_t>
void step_all(at::TensorList params, at::TensorList grads, at::TensorList momentum_buffers, const SgdNumbers& numbers) {
  ChunkedTensors<SgdChunk<scalar_t>> chunks;
  for (size_t i = 0; i < params.size(); ++i) {
    chunks.add({written_data<scalar_t>(params[i]), grad_data<scalar_t>(grads[i], numbers.keep_grads),
                numbers.momentum != 0 ? written_data<scalar_t>(momentum_buffers[i]) : nullptr, params[i].numel()});
  }
  chunks.run([&](const auto& chunk) { TORCH4J_ISA_CALL(sgd_chunk, chunk, numbers); });
}

}  // namespace

void sgd_step(at::TensorList params, at::TensorList grads, at::TensorList momentum_buffers, const SgdNumbers& numbers) {
  if (params[0].scalar_type() == at::kFloat) {
    step_all<float>(params, grads, momentum_buffers, numbers);
  } else {
    step_all<double>(params, grads, momentum_buffers, numbers);
  }
}

}  // namespace torch4j::ops::cpu
