#include "serialization/storage.h"

#include <ATen/Functions.h>
#include <gtest/gtest.h>

namespace {

at::Tensor bytes(int64_t n) {
  return at::arange(n, at::kByte);
}

TEST(SliceBytes, HasItsOwnStorage) {
  auto part = torch4j::slice_bytes(bytes(10), 3, 4);
  EXPECT_EQ(part.storage().nbytes(), 4);
  EXPECT_EQ(part.storage_offset(), 0);
  EXPECT_TRUE(at::equal(part, bytes(7).slice(0, 3)));
}

TEST(SliceBytes, KeepsItsOwner) {
  auto owner = bytes(10);
  auto part = torch4j::slice_bytes(owner, 3, 4);
  EXPECT_EQ(owner.use_count(), 2);
  auto view = part.slice(0, 1);
  part.reset();
  EXPECT_EQ(owner.use_count(), 2);
  view.reset();
  EXPECT_EQ(owner.use_count(), 1);
}

TEST(SliceBytes, MayBeEmpty) {
  EXPECT_EQ(torch4j::slice_bytes(bytes(10), 10, 0).numel(), 0);
}

TEST(SliceBytes, StaysInside) {
  EXPECT_THROW(torch4j::slice_bytes(bytes(10), 3, 8), c10::Error);
  EXPECT_THROW(torch4j::slice_bytes(bytes(10), -1, 1), c10::Error);
  EXPECT_THROW(torch4j::slice_bytes(bytes(10), 1, -1), c10::Error);
  EXPECT_THROW(torch4j::slice_bytes(bytes(10).slice(0, 0, 10, 2), 0, 1), c10::Error);
}

TEST(RequireValidSparse, TellsIndicesThatDoNotFit) {
  auto indices = at::tensor({1, 5}, at::kLong).reshape({1, 2});
  auto sparse = at::_sparse_coo_tensor_unsafe(indices, at::ones({2}), {6});
  EXPECT_NO_THROW(torch4j::require_valid_sparse(sparse));
  auto wrong = at::_sparse_coo_tensor_unsafe(indices, at::ones({2}), {5});
  EXPECT_THROW(torch4j::require_valid_sparse(wrong), c10::Error);
}

TEST(RequireValidSparse, ChecksEveryCompressedLayout) {
  for (auto layout : {at::kSparseCsr, at::kSparseCsc}) {
    auto compressed = at::tensor({0, 1, 2}, at::kLong);
    auto plain = at::tensor({0, 1}, at::kLong);
    auto options = at::TensorOptions().layout(layout).dtype(at::kFloat);
    auto sparse = at::_sparse_compressed_tensor_unsafe(compressed, plain, at::ones({2}), {2, 2}, options);
    EXPECT_NO_THROW(torch4j::require_valid_sparse(sparse));
    auto wrong = at::_sparse_compressed_tensor_unsafe(compressed, plain.add(7), at::ones({2}), {2, 2}, options);
    EXPECT_THROW(torch4j::require_valid_sparse(wrong), c10::Error);
  }
}

}  // namespace
