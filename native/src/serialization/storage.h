#pragma once

#include <ATen/core/Tensor.h>

namespace torch4j {

// A uint8 tensor with a storage of its own over `bytes` bytes of `owner`, a contiguous uint8 tensor on the CPU, from
// `offset` on. The storage keeps the owner's memory alive, and with it a mapping.
at::Tensor slice_bytes(const at::Tensor& owner, int64_t offset, int64_t bytes);

// A nested tensor over `buffer`: row i of `sizes` and of `strides`, both int64 [tensors, dimensions], is a tensor that
// begins at element offsets[i]. Throws c10::Error if one is not within the buffer.
at::Tensor nested_from_buffer(const at::Tensor& buffer, const at::Tensor& sizes, const at::Tensor& strides,
                              const at::Tensor& offsets);

// Throws c10::Error if the indices of a sparse tensor of any layout do not fit its size.
void require_valid_sparse(const at::Tensor& tensor);

}  // namespace torch4j
