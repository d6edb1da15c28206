#include "autograd/graph_engine.h"

#include <ATen/ops/ones.h>
#include <torch/csrc/autograd/anomaly_mode.h>

#include <thread>

#include "graph_callbacks.h"
#include "tensors.h"

namespace torch4j::test::graph_engine_test {
namespace {

at::Tensor leaf() {
  return at::ones({2}, at::kDouble).mul(3).set_requires_grad(true);
}

// Packs a tensor as another one of ten times its numbers.
class Tenfold : public torch::autograd::SavedVariableHooks {
 public:
  void call_pack_hook(const at::Tensor& tensor) override { packed_ = tensor.detach() * 10; }
  at::Tensor call_unpack_hook() override { return packed_; }

 private:
  at::Tensor packed_;
};

std::unique_ptr<torch::autograd::SavedVariableHooks> tenfold() {
  return std::make_unique<Tenfold>();
}

TEST(SavedHooks, replaceWhatThisThreadSaves_untilPopped) {
  const at::Tensor x = leaf();
  push_saved_hooks(tenfold);
  const at::Tensor y = x * x;
  at::Tensor other;
  std::thread([&] { other = x * x; }).join();
  pop_saved_hooks();
  const at::Tensor after = x * x;
  expect_close(gradients({y}, {x}).at(0), {60, 60});
  expect_close(gradients({other}, {x}).at(0), {6, 6});
  expect_close(gradients({after}, {x}).at(0), {6, 6});
}

TEST(SavedHooks, innermostOnesAreUsed) {
  const at::Tensor x = leaf();
  push_saved_hooks([]() -> std::unique_ptr<torch::autograd::SavedVariableHooks> { return nullptr; });
  push_saved_hooks(tenfold);
  const at::Tensor inner = x * x;
  pop_saved_hooks();
  const at::Tensor outer = x * x;
  pop_saved_hooks();
  expect_close(gradients({inner}, {x}).at(0), {60, 60});
  expect_close(gradients({outer}, {x}).at(0), {6, 6});
  EXPECT_EQ(error_of(pop_saved_hooks), "pop_saved_hooks: got no hooks of this thread, expected pushed ones");
}

class Trace : public torch::autograd::AnomalyMetadata {
 public:
  void store_stack() override { stored = true; }
  void print_stack(const std::string&) override {}
  void assign_parent(const c10::intrusive_ptr<Node>&) override {}

  bool stored = false;
};

TEST(AnomalyMode, explainsWhatANodeThrows) {
  std::string failed;
  set_anomaly_mode(
      true, false, [] { return std::make_unique<Trace>(); },
      [&](Node& node, const std::exception_ptr&) {
        failed = node.name();
        EXPECT_TRUE(dynamic_cast<Trace&>(*node.metadata()).stored);
        return std::make_exception_ptr(std::runtime_error("explained"));
      });
  const at::Tensor x = leaf();
  const at::Tensor changed = x * 1;
  const at::Tensor y = changed * changed;
  changed.add_(1);
  try {
    gradients({y}, {x});
    ADD_FAILURE() << "no exception";
  } catch (const std::runtime_error& e) {
    EXPECT_STREQ(e.what(), "explained");
  }
  EXPECT_EQ(failed, "MulBackward0");
  set_anomaly_mode(false, false, nullptr, nullptr);
  EXPECT_NE(error_of([&] { gradients({y}, {x}); }).find("modified by an inplace operation"), std::string::npos);
}

}  // namespace
}  // namespace torch4j::test::graph_engine_test
