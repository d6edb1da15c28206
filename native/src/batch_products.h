#pragma once

#include <ATen/core/Tensor.h>

namespace torch4j {

// Gives products of batches of matrices (at::bmm, at::baddbmm, and so at::matmul and attention) to MKL's batched
// product, as a LibTorch with MKL built in does. The presets' LibTorch knows no MKL and multiplies one matrix after the
// other, each through its dispatcher. What MKL does not take goes the old way. False, and nothing is changed, where MKL
// is not loaded or is built in.
bool batch_products_through_mkl();

}  // namespace torch4j
