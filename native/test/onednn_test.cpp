#include "onednn.h"

#include <ATen/ops/ones.h>
#include <ATen/ops/zeros.h>
#include <gtest/gtest.h>

#include <limits>
#include <tuple>

#include "tensors.h"

namespace torch4j::test {
namespace {

// Whether oneDNN is the faster one here or not.
void expect_product(const at::Tensor& a, const at::Tensor& b) {
  const at::Tensor expected = a.to(at::kDouble).matmul(b.to(at::kDouble));
  const at::Tensor result = at::zeros(expected.sizes(), at::kFloat).fill_(std::numeric_limits<float>::quiet_NaN());
  multiply_by_onednn(a, b, result);
  EXPECT_TRUE(result.allclose(expected.to(at::kFloat), 1e-4, 1e-4)) << a.sizes() << " @ " << b.sizes();
  result.fill_(3);
  multiply_by_onednn(a, b, result, /*add=*/true);
  EXPECT_TRUE(result.allclose((expected + 3).to(at::kFloat), 1e-4, 1e-4)) << a.sizes() << " @ " << b.sizes();
}

TEST(OnednnTest, MatricesOfEveryLayout_AreMultiplied) {
  for (const auto& [m, k, n] : {std::tuple(1, 1, 1), {1, 64, 7}, {33, 17, 1}, {32, 784, 64}, {130, 100, 90}}) {
    for (const Layout left : kLayouts) {
      for (const Layout right : kLayouts) {
        expect_product(laid_out(numbers({m, k}, at::kFloat, 1), left), laid_out(numbers({k, n}, at::kFloat, 2), right));
      }
    }
  }
}

TEST(OnednnTest, Batches_AreMultiplied) {
  const at::Tensor a = numbers({6, 20, 30}, at::kFloat, 1), b = numbers({6, 25, 30}, at::kFloat, 2);
  expect_product(a, b.transpose(1, 2));
  expect_product(a, b.transpose(1, 2).contiguous());
  expect_product(a.narrow(0, 0, 1).expand({6, 20, 30}), b.transpose(1, 2));
}

TEST(OnednnTest, SmallProductsAndOthersThanFloat32_AreNotFaster) {
  const at::Tensor large = at::ones({2000, 2000});
  EXPECT_FALSE(onednn_is_faster(at::ones({10, 10}), at::ones({10, 10})));
  EXPECT_FALSE(onednn_is_faster(large.to(at::kDouble), large.to(at::kDouble)));
  EXPECT_FALSE(onednn_is_faster(large, large.to(at::kDouble)));
  EXPECT_FALSE(onednn_is_faster(large, large.narrow(0, 0, 1000)));
  EXPECT_FALSE(onednn_is_faster(large, at::ones({3, 2000, 2000})));
}

}  // namespace
}  // namespace torch4j::test
