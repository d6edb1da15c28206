#pragma once

#include <ATen/core/Tensor.h>

#include <optional>

namespace torch4j {

// A matrix, or its transpose, as an operand.
struct Operand {
  const at::Tensor& matrix;
  bool transposed = false;

  int64_t rows() const { return matrix.size(transposed ? 1 : 0); }
  int64_t columns() const { return matrix.size(transposed ? 0 : 1); }
  at::Tensor view() const { return transposed ? matrix.t() : matrix; }
};

// a @ b, plus a bias to each row. Where MKL stands beside LibTorch, it, oneDNN or a kernel of ours is called at once,
// whichever is the fastest: at::addmm and at::mm look at their arguments for longer than small ones take, and would use
// more threads than those are worth. Nothing is recorded for a backward pass.
at::Tensor product(const Operand& a, const Operand& b, const std::optional<at::Tensor>& bias = {});

}  // namespace torch4j
