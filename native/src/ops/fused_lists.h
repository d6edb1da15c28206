#pragma once

#include <ATen/MemoryOverlap.h>
#include <ATen/core/Tensor.h>
#include <c10/util/Exception.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "ops/materialized.h"

namespace torch4j::ops {

// The tensor lists of one call of a fused optimizer kernel; the first list is the parameters.
//
// ATen's fused CPU kernels check neither strides nor sizes: for a tensor that is not dense, or a gradient with other
// strides or fewer elements than its parameter, they silently compute wrong results (in Python's fused=True too). So
// everything is checked here, and if the tensors of a parameter do not have the same memory layout, contiguous copies
// are passed instead of them.
class FusedLists {
 public:
  struct List {
    const char* name;
    at::TensorList tensors;
    bool is_written;
  };

  // `upcast` passes half precision tensors as float32, for a kernel that does not support them.
  FusedLists(const char* op, std::vector<List> lists, bool upcast) : lists_(std::move(lists)) {
    const at::TensorList params = lists_[0].tensors;
    for (size_t i = 0; i < params.size(); ++i) {  // in one loop, while the tensors are in the CPU cache
      check(op, lists_, i);
      if (upcast && params[i].is_cpu() && at::isReducedFloatingType(params[i].scalar_type())) {
        replace_by_copies(i, at::kFloat);
      } else if (!have_same_layout(i)) {
        replace_by_copies(i, params[i].scalar_type());
      }
    }
  }

  // Throws if the lists are not valid arguments.
  static void check_all(const char* op, const std::vector<List>& lists) {
    for (size_t i = 0; i < lists[0].tensors.size(); ++i) {
      check(op, lists, i);
    }
  }

  // The list to pass to the kernel.
  at::TensorList operator[](size_t list) const {
    return copies_.empty() ? lists_[list].tensors : at::TensorList(copies_[list]);
  }

  // Writes the copies that the kernel has updated back to the original tensors.
  void write_back() const {
    for (size_t l = 0; l < copies_.size(); ++l) {
      for (size_t i = 0; lists_[l].is_written && i < copies_[l].size(); ++i) {
        const at::Tensor& tensor = lists_[l].tensors[i];
        if (!tensor.is_same(copies_[l][i])) {
          tensor.copy_(copies_[l][i]);
        }
      }
    }
  }

 private:
  static bool supported(const at::Tensor& param) {
    const at::ScalarType dtype = param.scalar_type();
    return param.layout() == at::kStrided &&
           (dtype == at::kFloat || dtype == at::kDouble || dtype == at::kHalf || dtype == at::kBFloat16);
  }

  static bool matches(const at::Tensor& tensor, const at::Tensor& param) {
    return tensor.layout() == at::kStrided && tensor.sizes() == param.sizes() &&
           tensor.scalar_type() == param.scalar_type() && tensor.device() == param.device();
  }

  static void check(const char* op, const std::vector<List>& lists, size_t i) {
    const at::Tensor& param = lists[0].tensors[i];
    TORCH_CHECK(supported(param), op, ": params[", i, "]: got ", param.scalar_type(), " ", param.layout(),
                ", expected strided Float, Double, Half or BFloat16");
    for (const List& list : lists) {
      if (list.tensors.empty()) {
        continue;
      }
      const at::Tensor& tensor = list.tensors[i];
      TORCH_CHECK(matches(tensor, param), op, ": ", list.name, "[", i, "]: got ", tensor.scalar_type(), " ",
                  tensor.sizes(), " ", tensor.layout(), " on ", tensor.device(), ", expected ", param.scalar_type(),
                  " ", param.sizes(), " ", param.layout(), " on ", param.device(), ", as its parameter has");
    }
  }

  // Whether the tensors of a parameter are dense and have the same strides.
  bool have_same_layout(size_t i) const {
    const at::Tensor& param = lists_[0].tensors[i];
    const auto lazy = [i](const List& list) { return !list.tensors.empty() && is_lazy(list.tensors[i]); };
    if (std::any_of(lists_.begin(), lists_.end(), lazy)) {
      return false;
    }
    if (param.numel() == 0 || std::all_of(lists_.begin(), lists_.end(), [i](const List& list) {
          return list.tensors.empty() || list.tensors[i].is_contiguous();
        })) {
      return true;
    }
    if (!param.is_non_overlapping_and_dense()) {
      return false;
    }
    for (const List& list : lists_) {
      for (int64_t d = 0; !list.tensors.empty() && d < param.dim(); ++d) {
        // The stride of a dimension of size 1 is arbitrary.
        if (param.size(d) > 1 && param.stride(d) != list.tensors[i].stride(d)) {
          return false;
        }
      }
    }
    return true;
  }

  void replace_by_copies(size_t i, at::ScalarType dtype) {
    for (const List& list : lists_) {
      if (list.is_written && !list.tensors.empty()) {
        at::assert_no_internal_overlap(list.tensors[i]);  // write_back would be ambiguous
      }
    }
    if (copies_.empty()) {
      for (const List& list : lists_) {
        copies_.push_back(list.tensors.vec());
      }
    }
    for (auto& tensors : copies_) {
      if (!tensors.empty()) {
        tensors[i] = materialized(tensors[i]).to(dtype).contiguous();
      }
    }
  }

  std::vector<List> lists_;
  std::vector<std::vector<at::Tensor>> copies_;  // empty if all tensors are passed themselves
};

}  // namespace torch4j::ops
