#pragma once

#include <cstdint>

// Products of small matrices, for which a library's preparations take longer than the product.
namespace torch4j::ops::cpu {

// c = op(a) op(b), or c += op(a) op(b), where c is m x n, k numbers are summed up for each of its elements, and op is
// the transposition or nothing. Row-major; lda, ldb and ldc are from one row to the next as they lie in memory.
struct SmallProduct {
  const float* a;
  const float* b;
  float* c;
  int64_t m, n, k;
  int64_t lda, ldb, ldc;
  bool a_transposed, b_transposed;
  bool add;
};

}  // namespace torch4j::ops::cpu
