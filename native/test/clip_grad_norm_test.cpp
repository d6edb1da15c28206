#include <ATen/core/dispatch/Dispatcher.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/tensor.h>

#include <cmath>
#include <limits>

#include "ops/ops.h"
#include "tensors.h"

namespace torch4j::test::clip_grad_norm_test {
namespace {

using ops::clip_grad_norm_;

constexpr double kInf = std::numeric_limits<double>::infinity();
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

double norm_of(const std::vector<at::Tensor>& grads, double norm_type) {
  double result = 0;
  for (const at::Tensor& grad : grads) {
    for (const double g : elements(grad)) {
      result = norm_type == kInf ? std::max(result, std::abs(g)) : result + std::pow(std::abs(g), norm_type);
    }
  }
  return norm_type == kInf ? result : std::pow(result, 1 / norm_type);
}

// Clips copies of the gradients, below and above their norm, and compares with the formula.
void expect_clipped(const std::vector<at::Tensor>& grads, Layout layout = Layout::kContiguous) {
  for (const double norm_type : {1.0, 2.0, 3.0, kInf}) {
    const double norm = norm_of(grads, norm_type);
    for (const double max_norm : {norm / 3, norm * 3, 0.0}) {
      SCOPED_TRACE(testing::Message() << "norm type " << norm_type << ", max norm " << max_norm << ", " << layout);
      std::vector<at::Tensor> clipped;
      for (const at::Tensor& grad : grads) {
        clipped.push_back(laid_out(grad, layout));
      }
      const at::Tensor result = clip_grad_norm_(clipped, max_norm, norm_type, true);
      EXPECT_EQ(result.dim(), 0);
      EXPECT_NEAR(result.item<double>(), norm, 1e-5 * norm);
      for (size_t i = 0; i < grads.size(); ++i) {
        std::vector<double> expected = elements(grads[i]);
        for (double& g : expected) {
          g *= std::min(1.0, max_norm / (norm + 1e-6));
        }
        EXPECT_EQ(clipped[i].scalar_type(), grads[i].scalar_type());
        expect_close(clipped[i], expected, grads[0].scalar_type());  // which the norms go through
      }
    }
  }
}

TEST(ClipGradNorm, severalTensors_matchesFormula) {
  expect_clipped({numbers({3, 5}, at::kFloat, 1), numbers({1000}, at::kFloat, 2), numbers({2, 2, 2}, at::kFloat, 3)});
  expect_clipped({numbers({3, 5}, at::kDouble, 1), numbers({1000}, at::kDouble, 2)});
}

TEST(ClipGradNorm, oneElement_matchesFormula) {
  expect_clipped({numbers({1}, at::kFloat, 1)});
  expect_clipped({numbers({}, at::kFloat, 1)});
}

TEST(ClipGradNorm, notContiguous_matchesFormula) {
  for (const Layout layout : kLayouts) {
    expect_clipped({numbers({3, 5}, at::kFloat, 1), numbers({7, 2}, at::kFloat, 2)}, layout);
  }
}

TEST(ClipGradNorm, mixedDtypes_matchesFormula) {
  expect_clipped({numbers({3, 5}, at::kFloat, 1), numbers({6}, at::kDouble, 2), numbers({4}, at::kFloat, 3)});
}

TEST(ClipGradNorm, emptyList_isZero) {
  const at::Tensor norm = clip_grad_norm_({}, 1.0, 2.0, true);
  EXPECT_EQ(norm.scalar_type(), at::kFloat);
  EXPECT_EQ(norm.dim(), 0);
  EXPECT_EQ(norm.item<float>(), 0);
}

TEST(ClipGradNorm, emptyTensor_countsAsNothing) {
  const at::Tensor grad = at::tensor({3.0F, -4.0F});
  EXPECT_EQ(clip_grad_norm_({at::empty({0}), grad}, 1.0, 2.0, true).item<float>(), 5);
  expect_close(grad, {0.6, -0.8});
  EXPECT_EQ(clip_grad_norm_({at::empty({0, 3})}, 1.0, 2.0, true).item<float>(), 0);
}

// As in Python.
TEST(ClipGradNorm, emptyTensorAndInfinityNorm_refused) {
  const at::Tensor grad = at::tensor({3.0F, -4.0F});
  EXPECT_EQ(error_of([&] {
              clip_grad_norm_({grad, at::empty({0})}, 1.0, kInf, false);
            }),
            "_foreach_norm cannot compute the infinity norm on an empty tensor because the operation does not have an "
            "identity");
  expect_close(grad, {3, -4});
}

// Python divides a number by a tensor as reciprocal times number, which rounds twice.
TEST(ClipGradNorm, coefficient_roundsAsInPython) {
  for (int seed = 0; seed < 50; ++seed) {
    const at::Tensor grad = numbers({5}, at::kFloat, seed);
    const at::Tensor clipped = grad.clone();
    const auto norm = clip_grad_norm_({clipped}, 0.3, 2.0, false).item<float>();
    expect_same(clipped, grad.mul(at::tensor(1 / (norm + 1e-6F) * 0.3F)));
  }
}

TEST(ClipGradNorm, nonFinite_spreadsWithoutErrorIfNonfinite) {
  const at::Tensor grad = at::tensor({1.0F, static_cast<float>(kNan)});
  const at::Tensor other = at::tensor({2.0F});
  EXPECT_TRUE(std::isnan(clip_grad_norm_({grad, other}, 1.0, 2.0, false).item<float>()));
  EXPECT_TRUE(std::isnan(other.item<float>()));

  const at::Tensor infinite = at::tensor({2.0F, static_cast<float>(-kInf)});
  EXPECT_EQ(clip_grad_norm_({infinite}, 1.0, 2.0, false).item<double>(), kInf);
  EXPECT_EQ(elements(infinite)[0], 0);
  EXPECT_TRUE(std::isnan(elements(infinite)[1]));
}

TEST(ClipGradNorm, nonFinite_refusedWithErrorIfNonfinite) {
  for (const double bad : {kNan, kInf}) {
    const at::Tensor grad = at::tensor({1.0F, static_cast<float>(bad)});
    EXPECT_EQ(
        error_of([&] { clip_grad_norm_({grad}, 0.5, 2.0, true); }),
        "norm: got " + std::string(std::isnan(bad) ? "nan" : "inf") +
            ", expected a finite value; The total norm of order 2 for gradients from `parameters` is non-finite, so it "
            "cannot be clipped. To "
            "disable this error and scale the gradients by the non-finite norm anyway, set errorIfNonfinite to false");
    EXPECT_EQ(elements(grad)[0], 1);
  }
}

TEST(ClipGradNorm, badArguments_refused) {
  const at::Tensor grad = at::tensor({3.0F, -4.0F});
  EXPECT_EQ(error_of([&] { clip_grad_norm_({grad}, -1.0, 2.0, false); }),
            "clip_grad_norm_: max_norm: got -1, expected >= 0");
  EXPECT_EQ(error_of([&] { clip_grad_norm_({grad}, kNan, 2.0, false); }),
            "clip_grad_norm_: max_norm: got nan, expected >= 0");
  EXPECT_EQ(error_of([&] { clip_grad_norm_({grad}, 1.0, kNan, false); }),
            "clip_grad_norm_: norm_type: got NaN, expected a number or infinity");
  expect_close(grad, {3, -4});
}

TEST(ClipGradNorm, gradientsWithAGraph_areNotRecorded) {
  const at::Tensor leaf = at::tensor({3.0F, -4.0F}).set_requires_grad(true);
  const at::Tensor grad = leaf * 1.0;  // as after backward with create_graph
  const void* graph = grad.grad_fn().get();
  EXPECT_FALSE(clip_grad_norm_({grad}, 1.0, 2.0, false).requires_grad());
  EXPECT_EQ(grad.grad_fn().get(), graph);
  expect_close(grad, {0.6, -0.8});
}

TEST(ClipGradNorm, schema_isAsDocumented) {
  const auto op = c10::Dispatcher::singleton().findSchemaOrThrow("torch4j::clip_grad_norm_", "");
  EXPECT_EQ(toString(op.schema()),
            "torch4j::clip_grad_norm_(Tensor(a!)[] grads, float max_norm, float norm_type=2., "
            "bool error_if_nonfinite=False) -> Tensor");
  const at::Tensor grad = at::tensor({3.0F, -4.0F});
  torch::jit::Stack stack = {c10::List<at::Tensor>({grad}), 1.0, 2.0, false};
  op.callBoxed(&stack);
  EXPECT_EQ(stack.at(0).toTensor().item<float>(), 5);
  expect_close(grad, {0.6, -0.8});
}

}  // namespace
}  // namespace torch4j::test::clip_grad_norm_test
