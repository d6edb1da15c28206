#pragma once

#include <ATen/core/Tensor.h>

namespace torch4j {

// A uint8 tensor over `bytes` bytes of `owner`, a contiguous uint8 tensor on the CPU, from `offset` on. Its storage is
// one of its own and keeps the owner's memory, and with it a mapping, for as long as anything uses it.
at::Tensor slice_bytes(const at::Tensor& owner, int64_t offset, int64_t bytes);

// Throws c10::Error if the indices of a sparse tensor, of whatever layout, do not fit its size.
void require_valid_sparse(const at::Tensor& tensor);

}  // namespace torch4j
