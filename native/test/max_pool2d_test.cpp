#include "aten/max_pool2d.h"

#include <ATen/Context.h>
#include <ATen/ops/equal.h>
#include <ATen/ops/max_pool2d.h>
#include <ATen/ops/max_pool2d_with_indices.h>
#include <ATen/ops/max_pool2d_with_indices_cpu_dispatch.h>
#include <ATen/ops/ones_like.h>
#include <ATen/ops/randint.h>
#include <ATen/ops/randn.h>
#include <c10/core/InferenceMode.h>
#include <gtest/gtest.h>

#include <limits>
#include <tuple>
#include <vector>

#include "tensors.h"

namespace torch4j::test::max_pool2d_test {
namespace {

class MaxPoolTest : public ::testing::Test {
 protected:
  MaxPoolTest() {
    install_max_pool2d();
    at::manual_seed(0);
  }
};

struct Window {
  std::vector<int64_t> size, stride, padding, dilation = {1};
  bool ceil_mode = false;
};

const Window kWindows[] = {
    {{3}, {2}, {1}},          {{2}, {}, {0}},  {{3}, {1}, {1}},         {{2, 3}, {3, 1}, {1, 0}},
    {{1}, {1}, {0}},          {{5}, {4}, {2}}, {{3}, {2}, {1}, {2}},    {{3}, {2}, {1}, {1}, true},
    {{7, 1}, {2, 1}, {3, 0}}, {{5}, {5}, {1}}, {{3, 4}, {1, 3}, {0, 2}}};

// NaN and the sign of zero count.
void expect_same_bits(const at::Tensor& actual, const at::Tensor& expected) {
  ASSERT_EQ(actual.sizes(), expected.sizes());
  EXPECT_EQ(actual.strides(), expected.strides());
  const at::ScalarType bits = expected.scalar_type() == at::kFloat ? at::kInt : at::kShort;
  EXPECT_TRUE(at::equal(actual.contiguous().view(bits), expected.contiguous().view(bits)));
}

std::tuple<at::Tensor, at::Tensor> atens(const at::Tensor& image, const Window& w) {
  return at::cpu::max_pool2d_with_indices(image, w.size, w.stride, w.padding, w.dilation, w.ceil_mode);
}

void expect_as_atens(const at::Tensor& image) {
  for (const Window& w : kWindows) {
    const auto [expected, expected_places] = atens(image, w);
    const auto [actual, places] =
        at::max_pool2d_with_indices(image, w.size, w.stride, w.padding, w.dilation, w.ceil_mode);
    expect_same_bits(actual, expected);
    EXPECT_EQ(places.strides(), expected_places.strides());
    EXPECT_TRUE(at::equal(places, expected_places));
    expect_same_bits(at::max_pool2d(image, w.size, w.stride, w.padding, w.dilation, w.ceil_mode), expected);
  }
}

void expect_both_dtypes_as_atens(const at::Tensor& image) {
  expect_as_atens(image);
  expect_as_atens(image.to(at::kBFloat16));
}

TEST_F(MaxPoolTest, Images_GiveAtensBits) {
  for (const auto& [height, width] :
       {std::tuple(7, 7), {8, 9}, {40, 64}, {7, 129}, {112, 112}, {7, 32}, {7, 33}, {7, 257}, {130, 7}}) {
    expect_both_dtypes_as_atens(at::randn({2, 3, height, width}));
    expect_both_dtypes_as_atens(at::randn({3, height, width}));
  }
}

TEST_F(MaxPoolTest, InferenceMode_GivesTheSame) {
  const c10::InferenceMode inference;
  expect_both_dtypes_as_atens(at::randn({2, 3, 40, 64}));
}

TEST_F(MaxPoolTest, EqualsZerosAndNaNs_GiveAtensBits) {
  at::Tensor image = at::randint(-1, 2, {2, 3, 20, 40}).to(at::kFloat) * -0.0;
  expect_both_dtypes_as_atens(image);
  image.view(-1)[77] = std::numeric_limits<float>::quiet_NaN();
  image.view(-1)[78] = -std::numeric_limits<float>::quiet_NaN();
  image.view(-1)[79] = std::numeric_limits<float>::infinity();
  image[1].fill_(-std::numeric_limits<float>::infinity());
  expect_both_dtypes_as_atens(image);
}

// A plane after another in a thread's scratch rows, and more than one thread.
TEST_F(MaxPoolTest, ManyPlanes_GiveAtensBits) {
  expect_both_dtypes_as_atens(at::randn({64, 16, 9, 28}));
}

TEST_F(MaxPoolTest, OtherTensors_AreAtens) {
  expect_as_atens(at::randn({2, 3, 20, 20}).contiguous(at::MemoryFormat::ChannelsLast));
  expect_as_atens(at::randn({2, 3, 20, 20}).transpose(2, 3));
  expect_as_atens(at::randn({0, 3, 20, 20}));
  expect_as_atens(at::randn({2, 3, 20, 20}, at::kHalf));
  EXPECT_NE(error_of([] { at::max_pool2d(at::randn({3, 20, 20}).to_sparse(), 3); }), "no error");
  const at::Tensor image = at::randn({2, 3, 20, 20}, at::kDouble);
  EXPECT_TRUE(at::equal(at::max_pool2d(image, 3), std::get<0>(at::cpu::max_pool2d_with_indices(image, 3))));
}

TEST_F(MaxPoolTest, Gradient_GoesToTheLargest) {
  for (const at::ScalarType dtype : {at::kFloat, at::kBFloat16}) {
    const at::Tensor image = at::randn({2, 3, 20, 20}).to(dtype).requires_grad_();
    const at::Tensor pooled = at::max_pool2d(image, 2);
    pooled.sum().backward();
    EXPECT_EQ(image.grad().sum().item<double>(), 2 * 3 * 10 * 10);
    const at::Tensor largest = std::get<1>(atens(image.detach(), {{2}, {2}, {0}})).flatten(2);
    EXPECT_TRUE(at::equal(image.grad().flatten(2).gather(2, largest), at::ones_like(pooled).flatten(2)));
  }
}

TEST_F(MaxPoolTest, WrongArguments_GiveAtensErrors) {
  const at::Tensor image = at::randn({2, 3, 4, 4});
  for (const Window& w :
       {Window{{0}, {1}, {0}}, {{5}, {1}, {0}}, {{2}, {1}, {2}}, {{2}, {1}, {-1}}, {{2, 2, 2}, {1}, {0}}}) {
    const std::string expected = error_of([&] { atens(image, w); });
    EXPECT_NE(expected, "no error");
    const auto error = [&](auto&& pool) {
      return error_of([&] { pool(image, w.size, w.stride, w.padding, w.dilation, w.ceil_mode); });
    };
    EXPECT_EQ(error([](auto&&... a) { return at::max_pool2d(a...); }), expected);
    EXPECT_EQ(error([](auto&&... a) { return at::max_pool2d_with_indices(a...); }), expected);
  }
}

}  // namespace
}  // namespace torch4j::test::max_pool2d_test
