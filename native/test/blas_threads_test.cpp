#include "threads/blas_threads.h"

#include <ATen/Parallel.h>
#include <ATen/ops/conv2d.h>
#include <ATen/ops/eye.h>
#include <ATen/ops/linalg_solve.h>
#include <ATen/ops/mm.h>

#include <functional>
#include <thread>

#include "tensors.h"

namespace torch4j::test::blas_threads_test {
namespace {

// Results with two threads of OpenBLAS on LibTorch's threads must be those with one. Each body is a way in which these
// threads once waited for each other for ever; such a test fails by ctest's time limit.
void expect_as_with_one_thread(const std::function<at::Tensor()>& body) {
  set_num_threads(1);
  const at::Tensor expected = body();
  set_num_threads(2);
  if (!share_threads_with_blas()) {
    GTEST_SKIP() << "no OpenBLAS is loaded, but " << blas_name();
  }
  const at::Tensor actual = body();
  EXPECT_LT((actual - expected).abs().max().item<double>(), 1e-9);
}

at::Tensor product(int seed) {
  return at::mm(numbers({400, 500}, at::kDouble, seed), numbers({500, 450}, at::kDouble, 1));
}

at::Tensor solution() {
  constexpr int64_t kSize = 1500;
  return at::linalg_solve(numbers({kSize, kSize}, at::kDouble, 0) + kSize * at::eye(kSize, at::kDouble),
                          numbers({kSize, 3}, at::kDouble, 1));
}

TEST(BlasThreads, product) {
  expect_as_with_one_thread([] { return product(0); });
}

TEST(BlasThreads, productInsideAParallelRegion) {
  expect_as_with_one_thread([] {
    return at::conv2d(numbers({4, 16, 32, 32}, at::kDouble, 1), numbers({32, 16, 3, 3}, at::kDouble, 2));
  });
}

TEST(BlasThreads, productWhereLibTorchHasFewerThreadsThanOpenBlas) {
  expect_as_with_one_thread([] {
    at::set_num_threads(1);
    return product(0);
  });
}

// LU goes to OpenBLAS's own workers, and must not lose its work to the products.
TEST(BlasThreads, productsAndSolutionsOfSeveralThreads) {
  expect_as_with_one_thread([] {
    at::Tensor results[3];
    std::vector<std::thread> threads;
    for (int i = 0; i < 3; ++i) {
      threads.emplace_back([&results, i] {
        for (int k = 0; k < (i == 0 ? 5 : 50); ++k) {
          results[i] = i == 0 ? solution().sum() : product(i).sum();
        }
      });
    }
    for (auto& thread : threads) {
      thread.join();
    }
    return results[0] + results[1] + results[2];
  });
}

TEST(BlasThreads, setNumThreads_setsLibTorch) {
  set_num_threads(2);
  EXPECT_EQ(at::get_num_threads(), 2);
  set_num_threads(1);
  EXPECT_EQ(at::get_num_threads(), 1);
}

TEST(BlasThreads, setNumThreads_belowOne_refused) {
  EXPECT_EQ(error_of([] { set_num_threads(0); }), "setNumThreads: threads: got 0, expected > 0");
  EXPECT_EQ(error_of([] { set_num_threads(-1); }), "setNumThreads: threads: got -1, expected > 0");
}

}  // namespace
}  // namespace torch4j::test::blas_threads_test
