#include "autograd/linear.h"

#include <ATen/Context.h>
#include <ATen/ops/linear.h>
#include <ATen/ops/linear_native.h>
#include <ATen/ops/ones.h>
#include <ATen/ops/randn.h>
#include <ATen/ops/randn_like.h>
#include <gtest/gtest.h>
#include <torch/csrc/autograd/autograd.h>
#include <torch/csrc/autograd/grad_mode.h>
#include <torch/csrc/autograd/variable.h>

#include <optional>
#include <string>
#include <vector>

#include "tensors.h"

namespace torch4j::test {
namespace {

struct Layer {
  std::string name;
  at::Tensor input, weight;
  std::optional<at::Tensor> bias = {};

  std::vector<at::Tensor> leaves() const {
    std::vector<at::Tensor> result;
    for (const std::optional<at::Tensor>& tensor : {std::optional(input), std::optional(weight), bias}) {
      if (tensor && tensor->defined() && tensor->requires_grad()) {
        result.push_back(*tensor);
      }
    }
    return result;
  }
};

at::Tensor leaf(at::Tensor tensor) {
  return tensor.requires_grad_();
}

Layer layer(const std::string& name, const std::vector<int64_t>& input, int64_t out,
            at::ScalarType dtype = at::kFloat) {
  return {name, leaf(at::randn(input, dtype)), leaf(at::randn({out, input.back()}, dtype)),
          leaf(at::randn({out}, dtype))};
}

std::string node_of(const at::Tensor& tensor) {
  return tensor.grad_fn()->name();
}

class LinearTest : public ::testing::Test {
 protected:
  LinearTest() {
    record_linear_as_one();
    at::manual_seed(0);
  }
};

// Ours and ATen's, with a gradient that differs from element to element.
void expect_same_bits(const Layer& layer, const char* node) {
  SCOPED_TRACE(layer.name);
  const at::Tensor ours = at::linear(layer.input, layer.weight, layer.bias);
  const at::Tensor atens = at::native::linear(layer.input, layer.weight, layer.bias);
  expect_same(ours, atens);
  EXPECT_EQ(node_of(ours), node);
  const at::Tensor gradient = at::randn_like(ours);
  const auto expected = torch::autograd::grad({atens}, layer.leaves(), {gradient});
  const auto got = torch::autograd::grad({ours}, layer.leaves(), {gradient});
  for (size_t i = 0; i < expected.size(); ++i) {
    expect_same(got[i], expected[i]);
    EXPECT_EQ(got[i].strides(), expected[i].strides());
  }
}

TEST_F(LinearTest, Layers_AreOneNodeWithAtensBits) {
  std::vector<Layer> layers = {
      layer("2-D", {32, 20}, 7),
      layer("3-D", {4, 5, 20}, 7),
      layer("one row", {1, 20}, 7),
      layer("one in", {32, 1}, 7),
      layer("one out", {32, 20}, 1),
      layer("float64", {32, 20}, 7, at::kDouble),
      layer("bfloat16", {32, 20}, 7, at::kBFloat16),
  };
  layers.push_back({"no bias", leaf(at::randn({32, 20})), leaf(at::randn({7, 20}))});
  layers.push_back({"undefined bias", leaf(at::randn({32, 20})), leaf(at::randn({7, 20})), at::Tensor()});
  layers.push_back({"data as input", at::randn({32, 20}), leaf(at::randn({7, 20})), leaf(at::randn({7}))});
  layers.push_back({"frozen weight", leaf(at::randn({32, 20})), at::randn({7, 20}), leaf(at::randn({7}))});
  layers.push_back({"bias alone", at::randn({32, 20}), at::randn({7, 20}), leaf(at::randn({7}))});
  for (const Layer& layer : layers) {
    expect_same_bits(layer, "LinearBackward");
  }
}

TEST_F(LinearTest, OtherLayers_AreAtens) {
  const at::Tensor bias = leaf(at::randn({7}));
  expect_same_bits({"transposed input", leaf(at::randn({20, 32}).t()), leaf(at::randn({7, 20})), bias},
                   "AddmmBackward0");
  expect_same_bits({"transposed weight", leaf(at::randn({32, 20})), leaf(at::randn({20, 7}).t()), bias},
                   "AddmmBackward0");
  expect_same_bits({"no rows", leaf(at::randn({0, 20})), leaf(at::randn({7, 20})), bias}, "AddmmBackward0");
  expect_same_bits({"one number", leaf(at::randn({1, 1})), leaf(at::randn({1, 1})), leaf(at::randn({1}))},
                   "AddmmBackward0");
  expect_same_bits({"1-D", leaf(at::randn({20})), leaf(at::randn({7, 20})), bias}, "ViewBackward0");
}

TEST_F(LinearTest, SparseWeight_IsAtens) {
  const at::Tensor input = at::randn({32, 20}), weight = at::randn({7, 20}).to_sparse_csr();
  expect_same(at::linear(input, weight), at::native::linear(input, weight));
}

TEST_F(LinearTest, ExpandedGradient_GivesAtensBits) {
  const Layer l = layer("2-D", {32, 20}, 7);
  const auto expected = torch::autograd::grad({at::native::linear(l.input, l.weight, l.bias).sum()}, l.leaves());
  const auto got = torch::autograd::grad({at::linear(l.input, l.weight, l.bias).sum()}, l.leaves());
  for (size_t i = 0; i < expected.size(); ++i) {
    expect_same(got[i], expected[i]);
  }
}

TEST_F(LinearTest, GradientOfGradient_IsAtens) {
  const Layer l = layer("2-D", {6, 5}, 3);
  const auto twice = [&](const at::Tensor& output) {
    const auto first = torch::autograd::grad({output.pow(2).sum()}, {l.input}, {}, {}, /*create_graph=*/true);
    return torch::autograd::grad({first[0].pow(2).sum()}, {l.input, l.weight});
  };
  const auto expected = twice(at::native::linear(l.input, l.weight, l.bias));
  const auto got = twice(at::linear(l.input, l.weight, l.bias));
  for (size_t i = 0; i < expected.size(); ++i) {
    EXPECT_TRUE(got[i].allclose(expected[i])) << i;
  }
}

TEST_F(LinearTest, SecondBackward_NeedsARetainedGraph) {
  const Layer l = layer("2-D", {6, 5}, 3);
  const at::Tensor sum = at::linear(l.input, l.weight, l.bias).sum();
  torch::autograd::grad({sum}, l.leaves(), {}, /*retain_graph=*/true);
  torch::autograd::grad({sum}, l.leaves());
  const std::string message = error_of([&] { torch::autograd::grad({sum}, l.leaves()); });
  EXPECT_NE(message.find("Trying to backward through the graph a second time"), std::string::npos) << message;
}

TEST_F(LinearTest, ChangedWeight_IsNoticedInBackward) {
  const Layer l = layer("2-D", {6, 5}, 3);
  const at::Tensor sum = at::linear(l.input, l.weight, l.bias).sum();
  {
    const at::NoGradGuard no_grad;
    l.weight.mul_(2);
  }
  const std::string message = error_of([&] { torch::autograd::grad({sum}, l.leaves()); });
  EXPECT_NE(message.find("has been modified by an inplace operation"), std::string::npos) << message;
}

TEST_F(LinearTest, NoGrad_RecordsNothing) {
  const Layer l = layer("2-D", {6, 5}, 3);
  const at::NoGradGuard no_grad;
  EXPECT_EQ(at::linear(l.input, l.weight, l.bias).grad_fn(), nullptr);
}

TEST_F(LinearTest, WrongShapesAndDtypes_GiveAtensErrors) {
  const at::Tensor input = leaf(at::randn({32, 20}));
  const auto error = [&](const at::Tensor& weight, const at::Tensor& bias) {
    return error_of([&] { at::linear(input, weight, bias); });
  };
  EXPECT_EQ(error(at::randn({7, 21}), at::randn({7})), "mat1 and mat2 shapes cannot be multiplied (32x20 and 21x7)");
  EXPECT_EQ(error(at::randn({7, 20}, at::kDouble), at::randn({7}, at::kDouble)),
            "mat1 and mat2 must have the same dtype, but got Float and Double");
  EXPECT_NE(error(at::randn({7, 20}), at::randn({8})), "");
}

}  // namespace
}  // namespace torch4j::test
