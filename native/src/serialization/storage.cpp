#include "serialization/storage.h"

#include <ATen/Functions.h>

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
