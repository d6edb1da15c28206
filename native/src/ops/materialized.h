#pragma once

#include <ATen/core/Tensor.h>

#include <algorithm>
#include <vector>

namespace torch4j::ops {

// Whether a tensor's memory does not have its numbers: those of a conjugate, a negation or a zero tensor that LibTorch
// has not computed yet. Gradients may be such; a kernel that reads memory would take them for others.
inline bool is_lazy(const at::Tensor& tensor) {
  return tensor.is_conj() || tensor.is_neg() || tensor._is_zerotensor();
}

// The tensor itself, or one with its numbers in memory.
inline at::Tensor materialized(const at::Tensor& tensor) {
  return is_lazy(tensor) ? tensor.clone() : tensor;
}

// Calls `body` with the list, whose lazy tensors are copies for the time being: ATen's operators on lists do not change
// those in place.
template <typename Body>
void with_materialized(at::TensorList list, const Body& body) {
  if (std::none_of(list.begin(), list.end(), is_lazy)) {
    body(list);
    return;
  }
  std::vector<at::Tensor> all;
  for (const at::Tensor& tensor : list) {
    all.push_back(materialized(tensor));
  }
  body(all);
  for (size_t i = 0; i < all.size(); ++i) {
    if (!all[i].is_same(list[i])) {
      list[i].copy_(all[i]);
    }
  }
}

}  // namespace torch4j::ops
