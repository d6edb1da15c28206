#include "autograd/dirichlet.h"

#include <ATen/Context.h>
#include <ATen/ops/_dirichlet_grad.h>
#include <ATen/ops/_sample_dirichlet.h>
#include <ATen/ops/full.h>

#include "graph_callbacks.h"
#include "tensors.h"

namespace torch4j::test::dirichlet_test {
namespace {

TEST(SampleDirichlet, drawsWhatAtenDraws) {
  const at::Tensor concentration = at::full({4, 3}, 2.5, at::kDouble);
  at::manual_seed(7);
  const at::Tensor expected = at::_sample_dirichlet(concentration);
  at::manual_seed(7);
  const at::Tensor sample = sample_dirichlet(concentration);
  expect_same(sample, expected);
  EXPECT_FALSE(sample.requires_grad());
}

TEST(SampleDirichlet, gradient_isThatOfPythonsFormula) {
  const at::Tensor concentration = (numbers({4, 3}, at::kDouble, 1) + 2).set_requires_grad(true);
  const at::Tensor sample = sample_dirichlet(concentration);
  EXPECT_TRUE(sample.requires_grad());
  const at::Tensor weights = numbers({4, 3}, at::kDouble, 2);
  const at::Tensor grad = run_backward({sample}, {weights}, {concentration}, {}).at(0);
  const at::Tensor total = concentration.detach().sum(-1, true).expand({4, 3});
  const at::Tensor x = sample.detach();
  const at::Tensor slope = at::_dirichlet_grad(x, concentration.detach(), total);
  expect_same(grad, slope * (weights - (x * weights).sum(-1, true)));
}

TEST(SampleDirichlet, secondDerivative_isRefused) {
  const at::Tensor concentration = at::full({3}, 2.0, at::kDouble).set_requires_grad(true);
  BackwardFlags flags;
  flags.keep_graph = flags.create_graph = true;
  EXPECT_EQ(error_of([&] { gradients({sample_dirichlet(concentration)}, {concentration}, flags); }),
            "trying to differentiate twice a function that was marked with @once_differentiable");
}

TEST(SampleDirichlet, noElements) {
  EXPECT_EQ(sample_dirichlet(at::full({0, 3}, 1.0)).sizes(), at::IntArrayRef({0, 3}));
}

}  // namespace
}  // namespace torch4j::test::dirichlet_test
