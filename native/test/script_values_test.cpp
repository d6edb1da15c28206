// Java's values as TorchScript's, and back.
#include <ATen/ATen.h>
#include <gtest/gtest.h>
#include <torch/csrc/jit/api/module.h>

#include "jit/java_error.h"
#include "jit/script_call.h"
#include "jit/script_module.h"
#include "jit/value_tree.h"
#include "jit/values.h"

namespace torch4j::jit {
namespace {

Node integer(int64_t value) {
  Node node;
  node.tag = Tag::kInt;
  node.integer = value;
  return node;
}

Node text(const std::string& value) {
  Node node;
  node.tag = Tag::kString;
  node.text = value;
  return node;
}

Node list(std::vector<Node> items) {
  Node node;
  node.tag = Tag::kList;
  node.items = std::move(items);
  return node;
}

std::string refusal(const Node& node, const c10::TypePtr& type) {
  try {
    to_ivalue(node, type, "f: argument x", "");
  } catch (const JavaError& e) {
    return e.what();
  }
  return "";
}

TEST(ScriptValues, AnIntIsAFloatWhereTheTypeSaysSo) {
  EXPECT_EQ(to_ivalue(integer(3), c10::FloatType::get(), "", "").toDouble(), 3.0);
  EXPECT_EQ(refusal(text("3"), c10::FloatType::get()), "f: argument x: got str \"3\", expected float");
}

TEST(ScriptValues, AnEmptyListHasTheTypesElements) {
  const auto value = to_ivalue(list({}), c10::ListType::ofFloats(), "", "");
  EXPECT_TRUE(value.isDoubleList());
  EXPECT_TRUE(to_ivalue(list({}), c10::ListType::ofTensors(), "", "").isTensorList());
}

TEST(ScriptValues, AWrongElementIsNamedByItsPlace) {
  EXPECT_EQ(refusal(list({integer(1), text("a")}), c10::ListType::ofInts()),
            "f: argument x[1]: got str \"a\", expected int");
}

TEST(ScriptValues, OneNumberStandsForAListOfFixedSize) {
  const c10::Argument argument("x", c10::ListType::ofInts(), 2);
  EXPECT_EQ(to_ivalue(integer(5), argument, "", "").toIntVector(), (std::vector<int64_t>{5, 5}));
}

TEST(ScriptValues, AnyTakesWhatTheValueIs) {
  EXPECT_TRUE(to_ivalue(list({integer(1)}), c10::AnyType::get(), "", "").isIntList());
  const auto mixed = to_ivalue(list({integer(1), text("a")}), c10::AnyType::get(), "", "");
  EXPECT_EQ(mixed.toListRef().size(), 2U);
}

TEST(ScriptValues, AClosedTensorIsAnIllegalState) {
  Node closed;
  closed.tag = Tag::kTensor;
  try {
    to_ivalue(closed, c10::TensorType::get(), "f: argument x", "");
    FAIL();
  } catch (const JavaError& e) {
    EXPECT_EQ(e.kind(), JavaError::Kind::kIllegalState);
  }
}

TEST(ValueTree, WhatIsWrittenIsRead) {
  TreeWriter writer;
  writer.tuple(4);
  writer.integer(-2);
  writer.real(0.5);
  writer.named_tuple("Pair", {"a", "b"});
  writer.boolean(true);
  writer.none();
  writer.dict(1);
  writer.string("key");
  writer.complex(1, 2);
  const Node node = read_node(writer.take());
  ASSERT_EQ(node.items.size(), 4U);
  EXPECT_EQ(node.items[0].integer, -2);
  EXPECT_EQ(node.items[1].real, 0.5);
  EXPECT_EQ(node.items[2].keys, (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(node.items[3].items[1].imaginary, 2.0);
}

TEST(ValueTree, TruncatedBytesAreRefused) {
  TreeWriter writer;
  writer.list(2);
  writer.string("some text");
  writer.integer(1);
  const std::string whole = writer.take();
  for (size_t size = 0; size < whole.size(); size++) {
    EXPECT_THROW(read_node(std::string_view(whole).substr(0, size)), c10::Error);
  }
}

TEST(ValueTree, ATensorThatNobodyTookIsFreed) {
  const at::Tensor tensor = at::ones({2});
  {
    TreeWriter writer;
    writer.tensor(tensor);
    EXPECT_EQ(tensor.use_count(), 2U);
  }
  EXPECT_EQ(tensor.use_count(), 1U);
}

torch::jit::Module scripted(const std::string& source) {
  torch::jit::Module module("M");
  module.register_parameter("w", at::ones({2}), false);
  module.define(source);
  return module;
}

TEST(ScriptModule, ChangedIsWhetherTheScriptReplacedATensor) {
  ScriptModule module(
      scripted("def forward(self, x):\n  return x * self.w\ndef swap(self, x: Tensor):\n  self.w = x\n"));
  EXPECT_TRUE(module.call(at::ones({2})).equal(at::ones({2})));
  EXPECT_FALSE(module.changed());
  Node call = list({text("swap"), list({}), Node(), Node()});
  const at::Tensor other = at::zeros({2});
  Node tensor;
  tensor.tag = Tag::kTensor;
  tensor.integer = reinterpret_cast<int64_t>(&other);
  call.items[1].items.push_back(tensor);
  module.invoke(call);
  EXPECT_TRUE(module.changed());
  module.watch();
  EXPECT_FALSE(module.changed());
}

TEST(ScriptModule, WhatAScriptRaisesHasItsMessage) {
  const ScriptModule module(scripted("def forward(self, x):\n  assert bool(x.sum() > 2), 'no'\n  return x\n"));
  try {
    module.call(at::ones({1}));
    FAIL();
  } catch (const JavaError& e) {
    EXPECT_EQ(e.kind(), JavaError::Kind::kTorch);
    EXPECT_NE(std::string(e.what()).find("no"), std::string::npos) << e.what();
    EXPECT_NE(e.detail().find("Traceback"), std::string::npos) << e.detail();
  }
}

}  // namespace
}  // namespace torch4j::jit
