#pragma once

#include <ATen/core/Tensor.h>

namespace torch4j {

// A uint8 tensor over `bytes` bytes of `owner`, a contiguous uint8 tensor on the CPU, from `offset` on. Its storage is
// one of its own and keeps the owner's memory, and with it a mapping, for as long as anything uses it.
at::Tensor slice_bytes(const at::Tensor& owner, int64_t offset, int64_t bytes);

// A nested tensor over `buffer`: row i of `sizes` and of `strides`, both int64 [tensors, dimensions], is a tensor that
// begins at element offsets[i]. Throws c10::Error unless all of it lies within the buffer.
at::Tensor nested_from_buffer(const at::Tensor& buffer, const at::Tensor& sizes, const at::Tensor& strides,
                              const at::Tensor& offsets);

// Throws c10::Error if the indices of a sparse tensor, of whatever layout, do not fit its size.
void require_valid_sparse(const at::Tensor& tensor);

}  // namespace torch4j
