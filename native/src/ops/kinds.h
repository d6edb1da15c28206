#pragma once

#include <ATen/core/Tensor.h>
#include <ATen/native/ForeachUtils.h>

#include <algorithm>
#include <unordered_map>
#include <vector>

namespace torch4j::ops {

// Lists of one device and dtype each. By the hash map that Python groups with: its order decides the order in which
// norms are added, and so their last bit.
using Kinds = std::unordered_map<at::native::DeviceDtypeKey, std::vector<at::Tensor>,
                                 at::native::ParamsHash<at::native::DeviceDtypeKey>>;

// Calls `body` with each of those lists; with the list itself if there is one kind only, which saves the copies.
template <typename Body>
void for_each_kind(at::TensorList tensors, const Body& body) {
  const bool one = std::all_of(tensors.begin(), tensors.end(), [&](const at::Tensor& tensor) {
    return tensor.scalar_type() == tensors[0].scalar_type() && tensor.device() == tensors[0].device();
  });
  if (one) {
    if (!tensors.empty()) {
      body(tensors);
    }
    return;
  }
  Kinds kinds;
  for (const at::Tensor& tensor : tensors) {
    kinds[{tensor.device(), tensor.scalar_type()}].push_back(tensor);
  }
  for (const auto& [kind, of_kind] : kinds) {
    body(at::TensorList(of_kind));
  }
}

}  // namespace torch4j::ops
