#pragma once

#include <ATen/MemoryOverlap.h>
#include <ATen/core/Tensor.h>
#include <c10/util/Exception.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "ops/materialized.h"

namespace torch4j::ops {

// The lists of tensors that one call of an ATen fused optimizer kernel takes; the first one is the parameters.
//
// On the CPU those kernels look at neither strides nor lengths: a tensor with gaps, or a gradient that is laid out
// otherwise than its parameter or shorter than it, gives wrong numbers without a word (in Python's fused=True too).
// So everything is checked here, and where the tensors of a parameter do not lie alike, dense copies stand in for them.
class FusedLists {
 public:
  struct List {
    const char* name;
    at::TensorList tensors;
    bool written;
  };

  // `widen` computes half precision in float32, for a kernel that cannot do it.
  FusedLists(const char* op, std::vector<List> lists, bool widen) : lists_(std::move(lists)) {
    const at::TensorList params = lists_[0].tensors;
    for (size_t i = 0; i < params.size(); ++i) {  // once: the tensors of a thousand parameters fill a cache
      check(op, lists_, i);
      if (widen && params[i].is_cpu() && at::isReducedFloatingType(params[i].scalar_type())) {
        stand_in(i, at::kFloat);
      } else if (!lie_alike(i)) {
        stand_in(i, params[i].scalar_type());
      }
    }
  }

  // Throws if these are no such lists.
  static void check_all(const char* op, const std::vector<List>& lists) {
    for (size_t i = 0; i < lists[0].tensors.size(); ++i) {
      check(op, lists, i);
    }
  }

  // What to give to the kernel.
  at::TensorList operator[](size_t list) const {
    return stand_ins_.empty() ? lists_[list].tensors : at::TensorList(stand_ins_[list]);
  }

  // Copies what the kernel wrote into stand-ins to where it belongs.
  void write_back() const {
    for (size_t l = 0; l < stand_ins_.size(); ++l) {
      for (size_t i = 0; lists_[l].written && i < stand_ins_[l].size(); ++i) {
        const at::Tensor& tensor = lists_[l].tensors[i];
        if (!tensor.is_same(stand_ins_[l][i])) {
          tensor.copy_(stand_ins_[l][i]);
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

  static bool alike(const at::Tensor& tensor, const at::Tensor& param) {
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
      TORCH_CHECK(alike(tensor, param), op, ": ", list.name, "[", i, "]: got ", tensor.scalar_type(), " ",
                  tensor.sizes(), " ", tensor.layout(), " on ", tensor.device(), ", expected ", param.scalar_type(),
                  " ", param.sizes(), " ", param.layout(), " on ", param.device(), ", as its parameter has");
    }
  }

  // Whether the k-th element in memory is the same one in all tensors of a parameter, and there are no gaps.
  bool lie_alike(size_t i) const {
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
        // The stride of a single element says nothing.
        if (param.size(d) > 1 && param.stride(d) != list.tensors[i].stride(d)) {
          return false;
        }
      }
    }
    return true;
  }

  void stand_in(size_t i, at::ScalarType dtype) {
    for (const List& list : lists_) {
      if (list.written && !list.tensors.empty()) {
        at::assert_no_internal_overlap(list.tensors[i]);  // it could not be written back
      }
    }
    if (stand_ins_.empty()) {
      for (const List& list : lists_) {
        stand_ins_.push_back(list.tensors.vec());
      }
    }
    for (auto& tensors : stand_ins_) {
      if (!tensors.empty()) {
        tensors[i] = materialized(tensors[i]).to(dtype).contiguous();
      }
    }
  }

  std::vector<List> lists_;
  std::vector<std::vector<at::Tensor>> stand_ins_;  // none while every tensor goes to the kernel itself
};

}  // namespace torch4j::ops
