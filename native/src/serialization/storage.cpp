#include "serialization/storage.h"

#include <ATen/Functions.h>

#include <algorithm>
#include <limits>

namespace torch4j {

at::Tensor slice_bytes(const at::Tensor& owner, int64_t offset, int64_t bytes) {
  TORCH_CHECK(owner.scalar_type() == at::kByte && owner.is_contiguous() && owner.is_cpu(), "owner: got ",
              owner.scalar_type(), ", expected contiguous bytes on the CPU");
  TORCH_CHECK(offset >= 0 && bytes >= 0 && offset <= owner.numel() && bytes <= owner.numel() - offset, "slice: got ",
              bytes, " bytes at ", offset, ", expected a part of ", owner.numel());
  auto* data = static_cast<uint8_t*>(owner.mutable_data_ptr()) + offset;
  return at::from_blob(
      data, {bytes}, [owner](void*) {}, owner.options());
}

namespace {

// The end of a tensor in the buffer; throws if it overflows.
int64_t end_of(const int64_t* sizes, const int64_t* strides, int64_t dimensions, int64_t offset) {
  int64_t last = offset;
  bool empty = false;
  for (int64_t i = 0; i < dimensions; i++) {
    TORCH_CHECK(sizes[i] >= 0 && strides[i] >= 0, "nested tensor: got a size of ", sizes[i], " with a stride of ",
                strides[i], ", expected none below 0");
    empty |= sizes[i] == 0;
    int64_t step = 0;
    TORCH_CHECK(!__builtin_mul_overflow(std::max<int64_t>(sizes[i] - 1, 0), strides[i], &step) &&
                    !__builtin_add_overflow(last, step, &last) && last < std::numeric_limits<int64_t>::max(),
                "nested tensor: got sizes that overflow");
  }
  return empty ? offset : last + 1;
}

void require_indices(const char* name, const at::Tensor& tensor, int64_t dimensions) {
  TORCH_CHECK(tensor.dim() == dimensions && tensor.scalar_type() == at::kLong && tensor.is_cpu(), name, ": got ",
              tensor.toString(), " ", tensor.sizes(), ", expected int64 of ", dimensions, " dimensions on the CPU");
}

}  // namespace

at::Tensor nested_from_buffer(const at::Tensor& buffer, const at::Tensor& sizes, const at::Tensor& strides,
                              const at::Tensor& offsets) {
  TORCH_CHECK(buffer.dim() == 1 && buffer.is_contiguous(), "buffer: got ", buffer.sizes(),
              ", expected one contiguous dimension");
  require_indices("nested_size", sizes, 2);
  require_indices("nested_strides", strides, 2);
  require_indices("offsets", offsets, 1);
  TORCH_CHECK(strides.sizes() == sizes.sizes() && offsets.numel() == sizes.size(0), "nested tensor: got ",
              sizes.sizes(), " sizes, ", strides.sizes(), " strides and ", offsets.sizes(),
              " offsets, expected as many");
  const at::Tensor each_size = sizes.contiguous();
  const at::Tensor each_stride = strides.contiguous();
  const at::Tensor each_offset = offsets.contiguous();
  const int64_t dimensions = sizes.size(1);
  for (int64_t i = 0; i < sizes.size(0); i++) {
    const int64_t offset = each_offset.const_data_ptr<int64_t>()[i];
    const int64_t end = end_of(each_size.const_data_ptr<int64_t>() + i * dimensions,
                               each_stride.const_data_ptr<int64_t>() + i * dimensions, dimensions, offset);
    TORCH_CHECK(offset >= 0 && end <= buffer.numel(), "nested tensor: got elements ", offset, " to ", end,
                ", expected some of the buffer's ", buffer.numel());
  }
  return at::_nested_view_from_buffer(buffer, each_size, each_stride, each_offset);
}

void require_valid_sparse(const at::Tensor& tensor) {
  if (tensor.layout() == at::kSparse) {
    at::_validate_sparse_coo_tensor_args(tensor._indices(), tensor._values(), tensor.sizes(), tensor.is_coalesced());
    return;
  }
  const bool rows = tensor.layout() == at::kSparseCsr || tensor.layout() == at::kSparseBsr;
  at::_validate_sparse_compressed_tensor_args(rows ? tensor.crow_indices() : tensor.ccol_indices(),
                                              rows ? tensor.col_indices() : tensor.row_indices(), tensor.values(),
                                              tensor.sizes(), tensor.layout());
}

}  // namespace torch4j
