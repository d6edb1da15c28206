#include <ATen/core/dispatch/Dispatcher.h>
#include <ATen/ops/_amp_foreach_non_finite_check_and_unscale.h>
#include <ATen/ops/_foreach_clamp_max.h>
#include <ATen/ops/_foreach_clamp_min.h>
#include <ATen/ops/_foreach_mul.h>
#include <ATen/ops/full.h>
#include <ATen/ops/ones.h>
#include <ATen/ops/tensor.h>
#include <ATen/ops/zeros.h>

#include <limits>

#include "ops/ops.h"
#include "tensors.h"

namespace torch4j::test::scale_grads_test {
namespace {

using ops::scale_grads_;

constexpr double kInf = std::numeric_limits<double>::infinity();
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

at::Tensor number(double value, at::ScalarType dtype = at::kFloat) {
  return at::full({}, value, dtype);
}

// Calls ATen's two operators one after the other.
void scale_of_aten(const std::vector<at::Tensor>& grads, double inv_scale, const at::Tensor& clip_coef) {
  for (const at::Tensor& grad : grads) {
    at::Tensor found = at::zeros({1});
    at::_amp_foreach_non_finite_check_and_unscale_({grad}, found, number(inv_scale));
    at::_foreach_mul_({grad}, clip_coef);
  }
}

void expect_equals_aten(const std::vector<at::Tensor>& grads, Layout layout, at::ScalarType coef_dtype) {
  std::vector<at::Tensor> ours, atens;
  for (const at::Tensor& grad : grads) {
    ours.push_back(laid_out(grad, layout));
    atens.push_back(laid_out(grad, layout));
  }
  const at::Tensor coef = number(0.731, coef_dtype);
  scale_grads_(ours, number(0.37), coef, std::nullopt);
  scale_of_aten(atens, 0.37, coef);
  for (size_t i = 0; i < ours.size(); ++i) {
    SCOPED_TRACE(testing::Message() << grads[i].toString() << grads[i].sizes() << layout << ", by a " << coef_dtype);
    expect_same(ours[i], atens[i]);
  }
}

TEST(ScaleGrads, everySizeDtypeAndLayout_equalsAtenBitwise) {
  for (const auto coef_dtype : {at::kFloat, at::kDouble, at::kBFloat16}) {
    std::vector<at::Tensor> all;
    for (const auto dtype : kFloatingDtypes) {
      for (const int64_t size : kEdgeSizes) {
        all.push_back(numbers({size}, dtype, 1));
      }
      all.push_back(numbers({9, 5}, dtype, 1));
      all.push_back(numbers({}, dtype, 1));  // multiplied in the wider one of the two dtypes
    }
    for (const Layout layout : kLayouts) {
      std::vector<at::Tensor> some;
      for (const at::Tensor& grad : all) {
        if (layout == Layout::kContiguous || grad.dim() == 2) {
          some.push_back(grad);
        }
      }
      expect_equals_aten(some, layout, coef_dtype);
    }
  }
}

TEST(ScaleGrads, viewsIntoOneStorage_scaleOnlyTheirElements) {
  const at::Tensor whole = at::ones({4, 100});
  scale_grads_({whole[1], whole[2].slice(0, 50)}, number(0.5), std::nullopt, std::nullopt);
  EXPECT_EQ(whole.sum().item<double>(), 400 - 75);
}

TEST(ScaleGrads, infinityOrNanAnywhere_isFound) {
  for (const auto dtype : kFloatingDtypes) {
    for (const double value : {kInf, kNan}) {
      for (const ElementPosition& position : kElementPositions) {
        SCOPED_TRACE(testing::Message() << dtype << value << " at " << position);
        const at::Tensor found = at::zeros({1});
        scale_grads_(gradients_with(value, position, dtype), number(0.5), std::nullopt, found);
        EXPECT_EQ(found.item<float>(), 1);
      }
    }
  }
}

TEST(ScaleGrads, finiteGradients_doNotChangeFoundInf) {
  const at::Tensor found = at::zeros({1});
  scale_grads_({numbers({1000}, at::kFloat, 1)}, number(0.5), std::nullopt, found);
  EXPECT_EQ(found.item<float>(), 0);
  found.fill_(1);
  scale_grads_({numbers({1000}, at::kFloat, 1)}, number(0.5), std::nullopt, found);
  EXPECT_EQ(found.item<float>(), 1);
}

TEST(ScaleGrads, wrongArguments_areRefusedAndNothingChanges) {
  const at::Tensor grad = at::ones({3});
  EXPECT_EQ(error_of([&] { scale_grads_({grad}, at::ones({2}), std::nullopt, std::nullopt); }),
            "scale_grads_: inv_scale: got Float [2], expected one floating-point number");
  EXPECT_EQ(error_of([&] {
              scale_grads_({grad, at::ones({3}, at::kInt)}, number(2), std::nullopt, std::nullopt);
            }),
            "scale_grads_: grads: got Int, expected floating-point numbers");
  EXPECT_EQ(error_of([&] { scale_grads_({grad}, std::nullopt, at::ones({}, at::kMeta), std::nullopt); }),
            "scale_grads_: clip_coef: got a tensor on meta, expected one on cpu, as the gradients are");
  expect_close(grad, {1, 1, 1});
}

TEST(ClipGradsWithNorm, knownNorm_matchesFormula) {
  const at::Tensor grad = at::tensor({3.0F, -4.0F});
  ops::clip_grads_with_norm_({grad}, 1, number(5));
  expect_close(grad, {0.6, -0.8});
  ops::clip_grads_with_norm_({grad}, 2, number(1));
  expect_close(grad, {0.6, -0.8});
  ops::clip_grads_with_norm_({}, 2, number(1));
}

TEST(ClipGradsWithNorm, wrongArguments_areRefused) {
  EXPECT_EQ(error_of([] { ops::clip_grads_with_norm_({at::ones({2})}, -1, number(5)); }),
            "clip_grads_with_norm_: max_norm: got -1, expected >= 0");
  EXPECT_EQ(error_of([] { ops::clip_grads_with_norm_({at::ones({2})}, 1, at::ones({2})); }),
            "clip_grads_with_norm_: total_norm: got Float [2], expected one floating-point number");
}

TEST(ClipGradValue, everyDtypeAndLayout_equalsAten) {
  for (const Layout layout : kLayouts) {
    for (const auto dtype : kFloatingDtypes) {
      const at::Tensor grad = laid_out(numbers({9, 5}, dtype, 1), layout);
      const std::vector<at::Tensor> expected = {grad.clone()};
      at::_foreach_clamp_min_(expected, -0.3);
      at::_foreach_clamp_max_(expected, 0.3);
      ops::clip_grad_value_({grad, numbers({3}, at::kFloat, 1)}, 0.3);
      expect_same(grad, expected[0]);
    }
  }
  ops::clip_grad_value_({}, 0.3);
  EXPECT_EQ(error_of([] { ops::clip_grad_value_({}, -1); }), "clip_grad_value_: clip_value: got -1, expected >= 0");
  EXPECT_EQ(error_of([] { ops::clip_grad_value_({}, kNan); }), "clip_grad_value_: clip_value: got nan, expected >= 0");
}

// As for a parameter that occurs several times in a list: it is scaled once per occurrence, not by two threads at the
// same time.
TEST(ScaleGrads, gradientTwice_isScaledTwice) {
  const at::Tensor once = numbers({300000}, at::kFloat, 1), few = numbers({40}, at::kFloat, 2);
  const at::Tensor coef = number(0.731);
  for (int i = 0; i < 10; ++i) {
    const at::Tensor grad = once.clone(), small = few.clone();
    scale_grads_({grad, small, grad, at::ones({0}), at::ones({0}), small, grad}, std::nullopt, coef, std::nullopt);
    expect_same(grad, once * coef * coef * coef);
    expect_same(small, few * coef * coef);
  }
}

// Reading them would synchronize with the device.
TEST(ScaleGrads, factorsOnADevice_areNotRead) {
  const at::Tensor grad = at::ones({3}, at::kMeta);
  scale_grads_({grad}, std::nullopt, at::ones({}, at::kMeta), std::nullopt);
  ops::clip_grad_norm_({grad}, 1, 2, false);
}

TEST(ClipGrads, gradientsThatCannotBeClipped_areRefusedAndNothingChanges) {
  const at::Tensor fine = at::full({2}, 3.0);
  const auto by_norm = [&](const at::Tensor& bad) {
    return error_of([&] { ops::clip_grad_norm_({fine, bad}, 1, 2, false); });
  };
  const auto by_value = [&](const at::Tensor& bad) { return error_of([&] { ops::clip_grad_value_({fine, bad}, 1); }); };
  EXPECT_EQ(by_norm(at::ones({2}).to_sparse()),
            "grad_norm: grads[1]: got Sparse [2], expected a dense tensor; clipping by norm does not support sparse "
            "gradients");
  EXPECT_EQ(by_norm(at::ones({2}, at::kInt)), "grad_norm: grads[1]: got Int [2], expected floating-point numbers");
  EXPECT_EQ(
      by_norm(at::ones({2}, at::kMeta)),
      "grad_norm: grads[1]: got a tensor on meta, expected one on cpu, as the first one; meta tensors have no data");
  EXPECT_EQ(by_norm(at::ones({2, 1}).expand({2, 3})),
            "clip_grad_norm_: grads[1]: got [2, 3] with strides [1, 0], expected a tensor without internal overlap; "
            "clone() the gradient first");
  EXPECT_EQ(by_value(at::ones({2}).to_sparse()),
            "clip_grad_value_: grads[1]: got Sparse Float [2], expected dense real floating-point numbers");
  EXPECT_EQ(by_value(at::ones({2}, at::kComplexFloat)),
            "clip_grad_value_: grads[1]: got Strided ComplexFloat [2], expected dense real floating-point numbers");
  EXPECT_EQ(by_value(at::ones({1}).expand({3})),
            "clip_grad_value_: grads[1]: got [3] with strides [0], expected a tensor without internal overlap; "
            "clone() the gradient first");
  expect_same(fine, at::full({2}, 3.0));
}

TEST(ScaleGrads, schemas_areAsDocumented) {
  const auto schema = [](const char* name) {
    return toString(c10::Dispatcher::singleton().findSchemaOrThrow(name, "").schema());
  };
  EXPECT_EQ(schema("torch4j::scale_grads_"),
            "torch4j::scale_grads_(Tensor(a!)[] grads, Tensor? inv_scale=None, Tensor? clip_coef=None, Tensor(b!)? "
            "found_inf=None) -> ()");
  EXPECT_EQ(schema("torch4j::clip_grads_with_norm_"),
            "torch4j::clip_grads_with_norm_(Tensor(a!)[] grads, float max_norm, Tensor total_norm) -> ()");
  EXPECT_EQ(schema("torch4j::clip_grad_value_"),
            "torch4j::clip_grad_value_(Tensor(a!)[] grads, float clip_value) -> ()");
}

}  // namespace
}  // namespace torch4j::test::scale_grads_test
