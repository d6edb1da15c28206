#pragma once

#include <ATen/core/Tensor.h>

namespace torch4j {

// Whether there are AVX-512 kernels, oneDNN's among them, but not in the MKL that stands beside LibTorch: it has its
// own for Intel's processors alone.
bool mkl_has_narrower_vectors();

// Whether oneDNN, which is part of LibTorch, takes less time than that MKL for a float32 product of m x k and k x n, or
// a batch of them. Where it has the wider vectors it takes less than half, but for small products, since each of its
// calls takes 10 us, and for those of hardly more than a vector.
bool onednn_is_faster(int64_t m, int64_t k, int64_t n, int64_t batch = 1);

// Whether it takes less time for the product of these two matrices, or batches of them.
bool onednn_is_faster(const at::Tensor& a, const at::Tensor& b);

// result = a @ b, to which the result so far is added or not. All are float32, and the result is contiguous.
void multiply_by_onednn(const at::Tensor& a, const at::Tensor& b, const at::Tensor& result, bool add = false);

// From now on at::mm and at::addmm go to oneDNN where it is faster. Does nothing, and returns false, where it never is.
bool products_through_onednn();

}  // namespace torch4j
