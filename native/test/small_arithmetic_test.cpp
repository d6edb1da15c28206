#include "small_arithmetic.h"

#include <ATen/core/Tensor.h>
#include <ATen/ops/add_cpu_dispatch.h>
#include <ATen/ops/arange.h>
#include <ATen/ops/div_cpu_dispatch.h>
#include <ATen/ops/equal.h>
#include <ATen/ops/mul_cpu_dispatch.h>
#include <ATen/ops/scalar_tensor.h>
#include <ATen/ops/sub_cpu_dispatch.h>
#include <ATen/ops/zeros.h>
#include <c10/core/InferenceMode.h>
#include <gtest/gtest.h>

#include <limits>

#include "tensors.h"

namespace torch4j::test {
namespace {

class SmallArithmeticTest : public ::testing::Test {
 protected:
  SmallArithmeticTest() { compute_small_tensors_at_once(); }
};

void expect_same_bits(const at::Tensor& actual, const at::Tensor& expected) {
  ASSERT_EQ(actual.scalar_type(), expected.scalar_type());
  ASSERT_EQ(actual.sizes(), expected.sizes());
  EXPECT_EQ(actual.strides(), expected.strides());
  EXPECT_TRUE(at::equal(actual.reshape({-1}).view(at::kByte), expected.reshape({-1}).view(at::kByte)));
}

// `at::cpu` is ATen's own kernel, whatever is registered.
void expect_as_atens(const at::Tensor& a, const at::Tensor& b) {
  expect_same_bits(a.add(b), at::cpu::add(a, b));
  expect_same_bits(a.sub(b), at::cpu::sub(a, b));
  expect_same_bits(a.add(b, 3), at::cpu::add(a, b, 3));
  expect_same_bits(a.sub(b, 2), at::cpu::sub(a, b, 2));
  expect_same_bits(a.mul(b), at::cpu::mul(a, b));
  expect_same_bits(a.div(b), at::cpu::div(a, b));
}

at::Tensor special(at::ScalarType dtype) {
  const double infinity = std::numeric_limits<double>::infinity(), nan = std::numeric_limits<double>::quiet_NaN();
  at::Tensor result = at::zeros({9}, dtype);
  int64_t i = 0;
  for (const double value : {0.0, -0.0, 1.0, -1.0, infinity, -infinity, nan, 1e-45, 3e38}) {
    result[i++] = value;
  }
  return result;
}

TEST_F(SmallArithmeticTest, TensorsOfOneShape_GiveAtensBits) {
  for (const at::ScalarType dtype : {at::kFloat, at::kDouble}) {
    for (const int64_t size : {0, 1, 7, 8, 9, 15, 16, 17, 33, 1000, 1024, 1025}) {
      expect_as_atens(numbers({size}, dtype, 1), numbers({size}, dtype, 2));
    }
    expect_as_atens(numbers({}, dtype, 1), numbers({}, dtype, 2));
    expect_as_atens(numbers({2, 1, 3, 4}, dtype, 1), numbers({2, 1, 3, 4}, dtype, 2));
  }
}

TEST_F(SmallArithmeticTest, ZerosInfinitiesAndNaN_GiveAtensBits) {
  for (const at::ScalarType dtype : {at::kFloat, at::kDouble}) {
    const at::Tensor values = special(dtype);
    for (int64_t shift = 0; shift < values.numel(); ++shift) {
      expect_as_atens(values, values.roll(shift));
    }
  }
}

TEST_F(SmallArithmeticTest, SelfAndResultsOfViews_GiveAtensBits) {
  const at::Tensor whole = numbers({40}, at::kFloat, 1);
  expect_as_atens(whole, whole);
  expect_as_atens(whole.narrow(0, 3, 20), whole.narrow(0, 4, 20));
}

TEST_F(SmallArithmeticTest, OtherLayoutsShapesAndDtypes_AreAtens) {
  const at::Tensor a = numbers({4, 6}, at::kFloat, 1);
  for (const Layout layout : kLayouts) {
    expect_as_atens(laid_out(a, layout), numbers({4, 6}, at::kFloat, 2));
    expect_as_atens(laid_out(a, layout), laid_out(a, layout));
  }
  expect_as_atens(a, numbers({6}, at::kFloat, 2));
  expect_as_atens(a, numbers({4, 6}, at::kDouble, 2));
  expect_as_atens(numbers({4, 6}, at::kHalf, 1), numbers({4, 6}, at::kHalf, 2));
  expect_as_atens(at::arange(1, 7), at::arange(2, 8));
}

TEST_F(SmallArithmeticTest, Numbers_DecideOnNoDtype) {
  const at::Tensor tensor = numbers({}, at::kFloat, 1);
  EXPECT_EQ((tensor * 2.5).scalar_type(), at::kFloat);
  EXPECT_EQ((tensor / 3).scalar_type(), at::kFloat);
  at::Tensor number = at::scalar_tensor(2.5, at::kDouble);
  number.unsafeGetTensorImpl()->set_wrapped_number(true);
  expect_as_atens(number, number);
}

TEST_F(SmallArithmeticTest, Gradients_AreRecorded) {
  const at::Tensor a = numbers({3}, at::kFloat, 1).requires_grad_(), b = numbers({3}, at::kFloat, 2).requires_grad_();
  ((a + b) * (a - b) / b).sum().backward();
  // (a^2 - b^2) / b
  expect_close(a.grad(), elements(2 * a.detach() / b.detach()));
  expect_close(b.grad(), elements(-a.detach().square() / b.detach().square() - 1));
}

TEST_F(SmallArithmeticTest, InferenceMode_GivesInferenceTensors) {
  const c10::InferenceMode inference;
  const at::Tensor a = numbers({3}, at::kFloat, 1);
  expect_as_atens(a, a);
  EXPECT_TRUE((a + a).is_inference());
}

TEST_F(SmallArithmeticTest, WrongOperands_GiveAtensErrors) {
  const at::Tensor a = numbers({3}, at::kFloat, 1);
  EXPECT_EQ(error_of([&] { a.add(numbers({4}, at::kFloat, 2)); }),
            error_of([&] { at::cpu::add(a, numbers({4}, at::kFloat, 2)); }));
  EXPECT_EQ(error_of([&] { a.add(a, true); }), error_of([&] { at::cpu::add(a, a, true); }));
  EXPECT_NE(error_of([&] { a.add(a, true); }), "no error");
  EXPECT_NE(error_of([&] { a.mul(at::Tensor()); }), "no error");
}

}  // namespace
}  // namespace torch4j::test
