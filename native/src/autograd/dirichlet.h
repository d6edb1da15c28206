#pragma once

#include <ATen/core/Tensor.h>

namespace torch4j {

// Draws from Dirichlet distributions, with gradients with respect to the concentration: Python's
// torch.distributions.dirichlet._Dirichlet. LibTorch's operator has no gradient.
at::Tensor sample_dirichlet(const at::Tensor& concentration);

}  // namespace torch4j
