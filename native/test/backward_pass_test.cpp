#include "autograd/backward_pass.h"

#include <ATen/ops/ones.h>
#include <ATen/ops/zeros.h>

#include "graph_callbacks.h"
#include "tensors.h"

namespace torch4j::test::backward_pass_test {
namespace {

at::Tensor leaf() {
  return at::ones({3}, at::kDouble).set_requires_grad(true);
}

TEST(RunBackward, accumulates_inLeavesAndInTheInputsOnly) {
  const at::Tensor a = leaf(), b = leaf();
  BackwardFlags flags;
  flags.accumulate_grad = true;
  flags.allow_unreachable = true;
  flags.keep_graph = true;
  const at::Tensor out = (a * 2 + b * 3).sum();
  EXPECT_TRUE(gradients({out}, {}, flags).empty());
  expect_close(a.grad(), {2, 2, 2});
  expect_close(b.grad(), {3, 3, 3});
  gradients({out}, {a}, flags);
  expect_close(a.grad(), {4, 4, 4});
  expect_close(b.grad(), {3, 3, 3});
}

TEST(RunBackward, createGraph_isDifferentiableAgain) {
  const at::Tensor x = leaf();
  BackwardFlags flags;
  flags.keep_graph = flags.create_graph = true;
  const at::Tensor first = gradients({x.pow(3).sum()}, {x}, flags).at(0);
  expect_close(first.detach(), {3, 3, 3});
  expect_close(gradients({first.sum()}, {x}).at(0), {6, 6, 6});
}

TEST(RunBackward, unreachableInput_isUndefinedOrRefused) {
  const at::Tensor x = leaf(), other = leaf();
  BackwardFlags flags;
  flags.allow_unreachable = true;
  EXPECT_FALSE(gradients({x.sum()}, {other}, flags).at(0).defined());
  EXPECT_EQ(error_of([&] { gradients({x.sum()}, {other}); }),
            "The differentiated Tensor at index 0 appears to not have been used in the graph. Set allow_unused=True if "
            "this is the desired behavior.");
}

TEST(RunBackward, whatCannotBeDifferentiated_isRefused) {
  const at::Tensor x = leaf(), plain = at::ones({3}, at::kDouble);
  EXPECT_EQ(error_of([&] { run_backward({plain}, {plain}, {}, {}); }),
            "element 0 of tensors does not require grad and does not have a grad_fn");
  EXPECT_EQ(error_of([&] { run_backward({x.sum()}, {at::Tensor()}, {x}, {}); }),
            "element 0 of gradients tuple is None, but the corresponding Tensor requires grad");
  EXPECT_EQ(error_of([&] { run_backward({x.sum()}, {}, {x}, {}); }), "got 1 tensors and 0 gradients");
  EXPECT_EQ(error_of([&] { gradients({x.sum()}, {plain}); }),
            "One of the differentiated Tensors does not require grad");
}

TEST(RunBackward, freedGraph_isRefused) {
  const at::Tensor x = leaf();
  const at::Tensor out = (x * x).sum();
  gradients({out}, {x});
  EXPECT_NE(error_of([&] { gradients({out}, {x}); }).find("a second time"), std::string::npos);
}

TEST(SetGrad, takesOneThatFits_andNone) {
  const at::Tensor x = leaf();
  const at::Tensor grad = at::ones({3}, at::kDouble);
  set_grad(x, grad);
  EXPECT_TRUE(x.grad().is_same(grad));
  set_grad(x, at::Tensor());
  EXPECT_FALSE(x.grad().defined());
}

TEST(SetGrad, anotherShapeDtypeOrItself_isRefused) {
  const at::Tensor x = leaf();
  EXPECT_EQ(error_of([&] { set_grad(x, x); }), "can't assign Variable as its own grad");
  EXPECT_EQ(error_of([&] { set_grad(x, at::zeros({2}, at::kDouble)); }),
            "attempting to assign a gradient of size '[2]' to a tensor of size '[3]'. Please ensure that the gradient "
            "and the tensor are the same size");
  EXPECT_EQ(error_of([&] { set_grad(x, at::zeros({3})); }).find("attempting to assign a gradient with dtype 'float'"),
            0U);
}

}  // namespace
}  // namespace torch4j::test::backward_pass_test
