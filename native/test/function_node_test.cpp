#include "autograd/function_node.h"

#include <ATen/core/grad_mode.h>
#include <ATen/ops/ones.h>

#include "graph_callbacks.h"
#include "tensors.h"

namespace torch4j::test::function_node_test {
namespace {

at::Tensor leaf() {
  return at::ones({2}, at::kDouble).mul(3).set_requires_grad(true);
}

FunctionCall call_of(const variable_list& inputs, const variable_list& outputs, const variable_list& saved = {}) {
  FunctionCall call;
  call.name = "SquareBackward";
  call.inputs = inputs;
  call.outputs = outputs;
  call.saved = saved;
  return call;
}

at::Tensor squared(const at::Tensor& x) {
  at::AutoGradMode off(false);
  return x * x;
}

// The gradient by the saved input.
void backward(variable_list& tensors, Node* node) {
  tensors = {tensors.at(0) * 2 * saved_tensors(*node).at(0)};
}

TEST(RecordFunction, runsItsBackward_alsoTwice) {
  const at::Tensor x = leaf();
  const at::Tensor y = record_function(call_of({x}, {squared(x)}, {x}), callback(backward)).at(0);
  EXPECT_EQ(y.grad_fn()->name(), "SquareBackward");
  BackwardFlags flags;
  flags.keep_graph = flags.create_graph = true;
  const at::Tensor first = gradients({y}, {x}, flags).at(0);
  expect_close(first.detach(), {6, 6});
  expect_close(gradients({first}, {x}).at(0), {2, 2});
}

TEST(RecordFunction, withoutGradients_recordsNothing_andFreesTheCallback) {
  const int before = Callback::alive;
  const at::Tensor plain = at::ones({2}, at::kDouble);
  const at::Tensor y = record_function(call_of({plain}, {squared(plain)}), callback(backward)).at(0);
  EXPECT_FALSE(y.requires_grad());
  EXPECT_EQ(Callback::alive, before);
}

TEST(RecordFunction, callback_diesWithTheGraph) {
  const int before = Callback::alive;
  {
    const at::Tensor x = leaf();
    const at::Tensor y = record_function(call_of({x}, {squared(x)}, {x}), callback(backward)).at(0);
    EXPECT_EQ(Callback::alive, before + 1);
  }
  EXPECT_EQ(Callback::alive, before);
}

TEST(RecordFunction, savedOutput_makesNoCycle) {
  const int before = Callback::alive;
  {
    const at::Tensor x = leaf();
    const at::Tensor y = squared(x);
    const at::Tensor out = record_function(call_of({x}, {y}, {y}), callback([](variable_list& tensors, Node* node) {
                                             EXPECT_TRUE(saved_tensors(*node).at(0).grad_fn().get() == node);
                                             tensors = {tensors.at(0)};
                                           }))
                               .at(0);
    gradients({out}, {x});
  }
  EXPECT_EQ(Callback::alive, before);
}

TEST(RecordFunction, undefinedGradients_areZerosIfMaterialized) {
  for (const bool materialize : {true, false}) {
    const at::Tensor x = leaf();
    FunctionCall call = call_of({x}, {squared(x), squared(x)});
    call.materialize_grads = materialize;
    const variable_list out = record_function(call, callback([&](variable_list& tensors, Node*) {
                                                EXPECT_EQ(tensors.at(1).defined(), materialize);
                                                tensors = {tensors.at(0)};
                                              }));
    gradients({out.at(0)}, {x});
  }
}

TEST(RecordFunction, inputsThatAreNoTensors_haveNoGradients) {
  const at::Tensor x = leaf();
  const auto record = [&](const variable_list& returned) {
    const at::Tensor y = record_function(call_of({at::Tensor(), x}, {squared(x)}),
                                         callback([=](variable_list& tensors, Node*) { tensors = returned; }))
                             .at(0);
    return gradients({y}, {x}).at(0);
  };
  const at::Tensor grad = at::ones({2}, at::kDouble);
  expect_close(record({at::Tensor(), grad}), {1, 1});
  expect_close(record({at::Tensor(), grad, at::Tensor()}), {1, 1});
  EXPECT_EQ(error_of([&] { record({grad}); }),
            "function SquareBackward returned an incorrect number of gradients (expected 2, got 1)");
  EXPECT_EQ(error_of([&] {
              record({grad, grad});
            }),
            "function SquareBackward returned a gradient different than None at position 1, but the corresponding "
            "forward input was not a Variable");
}

TEST(RecordFunction, dirtyInput_getsTheNodeAndAVersion) {
  const at::Tensor x = leaf();
  const at::Tensor changed = x * 1;
  FunctionCall call = call_of({changed}, {changed});
  call.dirty = {changed};
  const auto version = changed._version();
  const at::Tensor out = record_function(call, callback([](variable_list&, Node*) {})).at(0);
  EXPECT_TRUE(out.is_same(changed));
  EXPECT_EQ(changed._version(), version + 1);
  EXPECT_EQ(changed.grad_fn()->name(), "SquareBackward");
}

TEST(SavedTensors, freedOrOfAnotherNode_areRefused) {
  const at::Tensor x = leaf();
  const at::Tensor y = record_function(call_of({x}, {squared(x)}, {x}), callback(backward)).at(0);
  gradients({y}, {x});
  EXPECT_NE(error_of([&] { saved_tensors(*y.grad_fn()); }).find("a second time"), std::string::npos);
  EXPECT_EQ(error_of([&] { saved_tensors(*(x * x).grad_fn()); }),
            "saved_tensors: got the node MulBackward0, expected one of a custom function");
}

}  // namespace
}  // namespace torch4j::test::function_node_test
