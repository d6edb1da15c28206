#pragma once

#include <ATen/core/Tensor.h>
#include <ATen/native/ForeachUtils.h>

#include <algorithm>
#include <unordered_map>
#include <vector>

namespace torch4j::ops {

// Tensors grouped by device and dtype, in the same hash map that Python's _group_tensors_by_device_and_dtype uses. Its
// order determines the order in which norms are added, and thereby the last bit of the total norm.
using TensorsByDeviceAndDtype = std::unordered_map<at::native::DeviceDtypeKey, std::vector<at::Tensor>,
                                                   at::native::ParamsHash<at::native::DeviceDtypeKey>>;

// Calls `body` with the tensors of each device and dtype. If all are the same, it is called with the list itself,
// without copies.
template <typename Body>
void for_each_device_and_dtype(at::TensorList tensors, const Body& body) {
  const bool same = std::all_of(tensors.begin(), tensors.end(), [&](const at::Tensor& tensor) {
    return tensor.scalar_type() == tensors[0].scalar_type() && tensor.device() == tensors[0].device();
  });
  if (same) {
    if (!tensors.empty()) {
      body(tensors);
    }
    return;
  }
  TensorsByDeviceAndDtype groups;
  for (const at::Tensor& tensor : tensors) {
    groups[{tensor.device(), tensor.scalar_type()}].push_back(tensor);
  }
  for (const auto& [key, group] : groups) {
    body(at::TensorList(group));
  }
}

}  // namespace torch4j::ops
