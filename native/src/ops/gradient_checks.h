#pragma once

#include <ATen/MemoryOverlap.h>
#include <ATen/core/Tensor.h>
#include <c10/util/Exception.h>

#include <vector>

namespace torch4j::ops {

// The gradients, with the values of sparse gradients.
inline std::vector<at::Tensor> dense_parts(at::TensorList grads) {
  std::vector<at::Tensor> parts;
  parts.reserve(grads.size());
  for (const at::Tensor& grad : grads) {
    parts.push_back(grad.is_sparse() ? grad._values() : grad);
  }
  return parts;
}

// Checks of the clipping operators, made before they change anything. ATen's operators fail too, but after they have
// changed other gradients.
inline void check_scalable(const char* op, at::TensorList grads) {
  for (size_t i = 0; i < grads.size(); ++i) {
    const at::Tensor& grad = grads[i];
    TORCH_CHECK(grad.layout() == at::kStrided || grad.is_sparse(), op, ": grads[", i, "]: got ", grad.layout(), " ",
                grad.sizes(), ", expected a dense tensor or a sparse one in COO layout");
    TORCH_CHECK(at::isFloatingType(grad.scalar_type()) || at::isComplexType(grad.scalar_type()), op, ": grads[", i,
                "]: got ", grad.scalar_type(), " ", grad.sizes(), ", expected floating-point numbers");
    TORCH_CHECK(grad.is_meta() == grads[0].is_meta(), op, ": grads[", i, "]: got a tensor on ", grad.device(),
                ", expected one on ", grads[0].device(), ", as the first one; meta tensors have no data");
  }
}

inline void check_have_norm(const char* op, at::TensorList grads) {
  for (size_t i = 0; i < grads.size(); ++i) {
    TORCH_CHECK(grads[i].layout() == at::kStrided, op, ": grads[", i, "]: got ", grads[i].layout(), " ",
                grads[i].sizes(), ", expected a dense tensor; clipping by norm does not support sparse gradients");
  }
  check_scalable(op, grads);
}

inline void check_changeable(const char* op, at::TensorList grads) {
  for (size_t i = 0; i < grads.size(); ++i) {
    TORCH_CHECK(
        grads[i].is_sparse() || grads[i].is_contiguous() || at::has_internal_overlap(grads[i]) != at::MemOverlap::Yes,
        op, ": grads[", i, "]: got ", grads[i].sizes(), " with strides ", grads[i].strides(),
        ", expected a tensor without internal overlap; clone() the gradient first");
  }
}

}  // namespace torch4j::ops
