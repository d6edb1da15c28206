#pragma once

namespace torch4j {

// Gives products of batches of matrices (at::bmm, at::baddbmm, and so at::matmul and attention) to MKL's batched
// product, as a LibTorch with MKL built in does. The presets' LibTorch has no MKL and multiplies one matrix after the
// other, each through its dispatcher. What MKL does not take, ATen's kernel computes. False, and nothing has changed,
// where MKL is not loaded or is built in.
bool install_bmm();

}  // namespace torch4j
