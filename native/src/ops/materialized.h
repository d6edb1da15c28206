#pragma once

#include <ATen/core/Tensor.h>

#include <algorithm>
#include <vector>

namespace torch4j::ops {

// Whether the memory of a tensor does not hold its values: a lazily conjugated or negated tensor, or a ZeroTensor.
// Gradients may be such tensors; a kernel that reads their memory would read wrong values.
inline bool is_lazy(const at::Tensor& tensor) {
  return tensor.is_conj() || tensor.is_neg() || tensor._is_zerotensor();
}

// The tensor, or a copy whose memory holds its values.
inline at::Tensor materialized(const at::Tensor& tensor) {
  return is_lazy(tensor) ? tensor.clone() : tensor;
}

// Calls `body` with the list, in which lazy tensors are replaced by copies, and copies their new values back. ATen's
// foreach operators do not update lazy tensors in place.
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
