#include <ATen/ops/ones.h>

#include "autograd/gradient_observer.h"
#include "autograd/node_hooks.h"
#include "autograd/tensor_hooks.h"
#include "graph_callbacks.h"
#include "tensors.h"

namespace torch4j::test::graph_hooks_test {
namespace {

at::Tensor leaf() {
  return at::ones({2}, at::kDouble).set_requires_grad(true);
}

std::shared_ptr<GraphCallback> times(double factor) {
  return callback([factor](variable_list& tensors, Node*) { tensors.at(0) = tensors.at(0) * factor; });
}

TEST(TensorHooks, oneCallbackForEachTensor) {
  const at::Tensor x = leaf();
  const variable_list parts = (x * 2).unbind();
  const auto first = times(10);
  EXPECT_EQ(tensor_hooks(parts[0], first), first);
  EXPECT_EQ(tensor_hooks(parts[0], times(100)), first);
  const auto second = times(1000);
  EXPECT_EQ(tensor_hooks(parts[1], second), second);  // another output of the same node
  expect_close(gradients(parts, {x}).at(0), {20, 2000});
}

TEST(TensorHooks, ofALeaf_runBeforeItsGradientIsReturned) {
  const at::Tensor x = leaf();
  tensor_hooks(x, times(5));
  expect_close(gradients({x.sum()}, {x}).at(0), {5, 5});
  EXPECT_EQ(error_of([] { tensor_hooks(at::ones({1}), times(1)); }),
            "cannot register a hook on a tensor that doesn't require gradient");
}

TEST(PostAccumulateHooks, getTheLeaf_afterItsGradient) {
  const at::Tensor x = leaf();
  int calls = 0;
  post_accumulate_hooks(x, callback([&](variable_list& tensors, Node*) {
                          calls++;
                          expect_close(tensors.at(0).grad(), {1, 1});
                        }));
  BackwardFlags flags;
  flags.accumulate_grad = true;
  flags.allow_unreachable = true;
  gradients({x.sum()}, {}, flags);
  EXPECT_EQ(calls, 1);
  EXPECT_EQ(error_of([&] { post_accumulate_hooks(x * 2, times(1)); }),
            "post accumulate grad hooks cannot be registered on non-leaf tensors");
}

TEST(NodeHooks, getWhatTheNodeComputed_andWhatItGot) {
  const at::Tensor a = leaf(), b = leaf();
  const at::Tensor y = a * b * 3;
  const auto hook = callback([](variable_list& tensors, Node*) {
    ASSERT_EQ(tensors.size(), 3U);
    expect_close(tensors[2], {3, 3});
    tensors = {tensors[0] * 7, at::Tensor()};
  });
  Node& product = *y.grad_fn()->next_edge(0).function;
  EXPECT_EQ(node_hooks(product, hook), hook);
  EXPECT_EQ(node_hooks(product, times(1)), hook);
  BackwardFlags flags;
  flags.allow_unreachable = true;
  const variable_list grads = gradients({y}, {a, b}, flags);
  expect_close(grads.at(0), {21, 21});
  EXPECT_FALSE(grads.at(1).defined());
}

TEST(NodePrehooks, replaceWhatArrives) {
  const at::Tensor x = leaf();
  const at::Tensor y = x * 2;
  const auto hook = times(10);
  EXPECT_EQ(node_prehooks(*y.grad_fn(), hook), hook);
  EXPECT_EQ(node_prehooks(*y.grad_fn(), times(1)), hook);
  expect_close(gradients({y}, {x}).at(0), {20, 20});
}

TEST(NodeHooks, wrongNumberOfGradients_isRefused) {
  const auto none = [] { return callback([](variable_list& tensors, Node*) { tensors.clear(); }); };
  const at::Tensor x = leaf();
  const at::Tensor y = x * 2, z = x * 2;
  node_hooks(*y.grad_fn(), none());
  node_prehooks(*z.grad_fn(), none());
  EXPECT_EQ(error_of([&] { gradients({y}, {x}); }), "node_hooks: got 0 gradients, expected 1");
  EXPECT_EQ(error_of([&] { gradients({z}, {x}); }), "node_prehooks: got 0 gradients, expected 1");
}

TEST(Hooks, dieWithTheGraph) {
  const int before = Callback::alive;
  {
    const at::Tensor x = leaf();
    const at::Tensor y = x * 2;
    tensor_hooks(y, times(1));
    node_hooks(*y.grad_fn(), times(1));
    node_prehooks(*y.grad_fn(), times(1));
    post_accumulate_hooks(x, times(1));
    observe_gradients({y}, times(1));
    EXPECT_GT(Callback::alive, before);
  }
  EXPECT_EQ(Callback::alive, before);
}

TEST(Hooks, whatTheyThrow_comesOutOfThePass) {
  struct Thrown : std::runtime_error {
    using std::runtime_error::runtime_error;
  };
  const at::Tensor x = leaf();
  const at::Tensor y = x * 2;
  node_hooks(*y.grad_fn(), callback([](variable_list&, Node*) { throw Thrown("by a hook"); }));
  EXPECT_THROW(gradients({y}, {x}), Thrown);
}

TEST(ObserveGradients, sameMemory_allGradientsAtOnce) {
  const at::Tensor a = leaf(), b = leaf();
  int calls = 0;
  const auto observed = observe_gradients({a, b}, callback([&](variable_list& tensors, Node* node) {
                                            calls++;
                                            EXPECT_EQ(node, nullptr);
                                            ASSERT_EQ(tensors.size(), 2U);
                                            std::swap(tensors[0], tensors[1]);
                                          }));
  EXPECT_EQ(observed.at(0).data_ptr(), a.data_ptr());
  EXPECT_EQ(observed.at(0).grad_fn()->name(), "BackwardHookFunctionBackward");
  const variable_list grads = gradients({observed[0] * 2 + observed[1] * 3}, {a, b});
  expect_close(grads.at(0), {3, 3});
  expect_close(grads.at(1), {2, 2});
  EXPECT_EQ(calls, 1);
  EXPECT_EQ(error_of([] { observe_gradients({at::ones({1})}, times(1)); }),
            "observe_gradients: got a tensor that requires no gradient");
}

}  // namespace
}  // namespace torch4j::test::graph_hooks_test
