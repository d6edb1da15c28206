#include "optim/scaled_step.h"

#include <ATen/ops/full.h>
#include <ATen/ops/ones.h>
#include <ATen/ops/zeros.h>

#include <limits>

#include "ops/ops.h"
#include "optim/update_rule.h"
#include "tensors.h"

namespace torch4j::test::scaled_step_test {
namespace {

constexpr double kInf = std::numeric_limits<double>::infinity();
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr int64_t kRms = 0, kSparse = 8, kSgd = 11, kAdam = 12, kAdamW = 13;

// The options of one group, in Java's order.
std::vector<double> group_options(int64_t rule, double lr) {
  switch (rule) {
    case kSgd:
      return {lr, 0.9, 0, 0.1, 0, 0};
    case kAdam:
    case kAdamW:
      return {lr, 0.9, 0.99, 1e-8, 0.01, 0, 0};
    default:
      std::vector<double> zeros(torch4j::update_rule(rule).option_count, 0.0);
      zeros[0] = lr;
      zeros[1] = 0.9;
      zeros[2] = 1e-3;
      return zeros;
  }
}

at::Tensor number(double value) {
  return at::full({}, value, at::kFloat);
}

StepOptions options(std::optional<double> max_norm, std::optional<at::Tensor> inv_scale = {},
                    std::optional<at::Tensor> found_inf = {}) {
  return {max_norm, 2, false, false, std::move(inv_scale), std::move(found_inf)};
}

// Two parameter groups with several dtypes.
class Model {
 public:
  explicit Model(int64_t rule) : rule_(rule) {
    state_.add_group({param({1003}, at::kFloat, 1), param({3, 3}, at::kFloat, 2), param({20000}, at::kFloat, 3)});
    state_.add_group({param({5}, at::kDouble, 4), param({7}, at::kBFloat16, 5), param({}, at::kFloat, 6)});
  }

  at::Tensor step(const StepOptions& options) {
    std::vector<double> all;
    for (size_t group = 1; group <= state_.groups().size(); ++group) {
      const std::vector<double> of_group = group_options(rule_, 0.01 * static_cast<double>(group));
      all.insert(all.end(), of_group.begin(), of_group.end());
    }
    return scaled_step(state_, rule_, all, options);
  }

  void plain_step() { step(options(std::nullopt)); }

  void set_grads(int seed) {
    for (auto& group : state_.groups()) {
      for (auto& p : group.params) {
        p.mutable_grad() = numbers(p.sizes(), p.scalar_type(), seed++).mul_(64);
      }
    }
  }

  // Copies of everything that a step may change.
  std::vector<at::Tensor> snapshot() const {
    std::vector<at::Tensor> result;
    for (const auto& group : state_.groups()) {
      for (const auto& p : group.params) {
        result.push_back(p.detach().clone());
        result.push_back(p.grad().clone());
      }
      for (const auto& slot : group.slots) {
        for (const auto& tensor : slot) {
          result.push_back(tensor.defined() ? tensor.clone() : at::Tensor());
        }
      }
    }
    return result;
  }

  OptimizerState& state() { return state_; }

 private:
  static at::Tensor param(at::IntArrayRef sizes, at::ScalarType dtype, int seed) {
    return parameter(numbers(sizes, dtype, seed));
  }

  int64_t rule_;
  OptimizerState state_;
};

void expect_all_same(const std::vector<at::Tensor>& actual, const std::vector<at::Tensor>& expected) {
  ASSERT_EQ(actual.size(), expected.size());
  for (size_t i = 0; i < actual.size(); ++i) {
    ASSERT_EQ(actual[i].defined(), expected[i].defined());
    if (actual[i].defined()) {
      EXPECT_TRUE(at::equal(actual[i].nan_to_num(7), expected[i].nan_to_num(7))) << i;
    }
  }
}

TEST(ScaledStep, unscaleClipAndStep_equalsSeparateCallsBitwise) {
  for (const int64_t rule : {kRms, kSgd, kAdam, kAdamW}) {
    for (const double max_norm : {0.5, 1e9}) {
      SCOPED_TRACE(testing::Message() << "update rule " << rule << ", max norm " << max_norm);
      Model one(rule), separate(rule);
      for (int i = 0; i < 3; ++i) {
        one.set_grads(i);
        separate.set_grads(i);
        StepOptions all = options(max_norm, number(0.37), number(0));
        all.keep_gradients = true;
        const at::Tensor norm = one.step(all);
        EXPECT_TRUE(unscale_gradients(separate.state(), number(0.37), number(0)));
        expect_same(norm, ops::clip_grad_norm_(separate.state().gradients(), max_norm, 2, false));
        separate.plain_step();
        expect_all_same(one.snapshot(), separate.snapshot());
      }
    }
  }
}

TEST(ScaledStep, infinityAnywhere_changesNothingAndTheNextStepProceeds) {
  for (const int64_t rule : {kRms, kSgd, kAdam, kAdamW}) {
    for (const bool clips : {false, true}) {
      for (const double value : {kInf, kNan}) {
        for (const ElementPosition& position : kElementPositions) {
          SCOPED_TRACE(testing::Message() << "update rule " << rule << ", " << value << " at " << position);
          Model model(rule);
          model.set_grads(1);
          model.plain_step();
          model.state().groups()[0].params[position.tensor].mutable_grad().view({-1})[position.element].fill_(value);
          const auto before = model.snapshot();
          const at::Tensor found = number(0);
          model.step(options(clips ? std::optional(1.0) : std::nullopt, number(0.5), found));
          EXPECT_EQ(found.item<float>(), 1);
          expect_all_same(model.snapshot(), before);
          model.set_grads(2);
          found.zero_();
          model.step(options(clips ? std::optional(1.0) : std::nullopt, number(0.5), found));
          EXPECT_EQ(found.item<float>(), 0);
          EXPECT_FALSE(at::equal(model.snapshot()[0], before[0]));
        }
      }
    }
  }
}

TEST(ScaledStep, foundInfBeforeTheStep_changesNothing) {
  Model model(kAdam);
  model.set_grads(1);
  const auto before = model.snapshot();
  const at::Tensor found = number(3);
  EXPECT_FALSE(model.step(options(std::nullopt, std::nullopt, found)).defined());
  EXPECT_EQ(found.item<float>(), 1);
  expect_all_same(model.snapshot(), before);
}

TEST(ScaledStep, infinityWithoutInvScale_givesNanAsInPython) {
  Model model(kSgd);
  model.set_grads(1);
  model.state().groups()[0].params[0].mutable_grad()[0] = kInf;
  EXPECT_EQ(model.step(options(1)).item<double>(), kInf);
  EXPECT_TRUE(std::isnan(model.state().groups()[0].params[0][0].item<double>()));
}

TEST(ScaledStep, errorIfNonfinite_changesNothing) {
  Model model(kAdamW);
  model.set_grads(1);
  model.state().groups()[0].params[0].mutable_grad()[0] = kInf;
  const auto before = model.snapshot();
  StepOptions strict = options(1);
  strict.error_if_nonfinite = true;
  const std::string error = error_of([&] { model.step(strict); });
  EXPECT_EQ(error.rfind("norm: got inf, expected a finite value; The total norm of order 2 for gradients", 0), 0u);
  expect_all_same(model.snapshot(), before);
}

TEST(ScaledStep, noGradients_doNothing) {
  Model model(kAdam);
  EXPECT_EQ(model.step(options(1, number(1), number(0))).item<double>(), 0);
  EXPECT_FALSE(unscale_gradients(model.state(), number(1), number(0)));
}

void expect_error(Model& model, const std::string& part) {
  const std::string message = error_of([&] { model.step(options(1)); });
  EXPECT_NE(message.find(part), std::string::npos) << message;
}

TEST(ScaledStep, wrongGradients_areRefusedAndNothingChanges) {
  for (const int64_t rule : {kRms, kSgd, kAdam, kAdamW}) {
    Model model(rule);
    model.set_grads(1);
    at::Tensor last = at::ones({2}, at::kInt);
    model.state().add_group({last});
    last.mutable_grad() = at::ones({2}, at::kInt);
    const auto before = model.snapshot();
    expect_error(model, ": got Int [2], expected floating-point numbers");
    last.mutable_grad() = at::ones({2}, at::kInt).to_sparse();
    expect_error(model, rule == kSgd ? "expected floating-point numbers" : "does not support sparse gradients");
    last.mutable_grad().reset();
    at::Tensor elsewhere = at::ones({2}, at::kMeta);
    elsewhere.mutable_grad() = at::ones({2}, at::kMeta);
    model.state().add_group({elsewhere});
    expect_error(model, "a gradient: got a tensor on meta, expected one on cpu");
    last.mutable_grad() = at::ones({2}, at::kInt);
    elsewhere.mutable_grad().reset();
    model.state().groups().pop_back();
    expect_all_same(model.snapshot(), before);
  }
}

TEST(ScaledStep, wrongScalars_areRefused) {
  Model model(kAdam);
  model.set_grads(1);
  EXPECT_EQ(error_of([&] { model.step(options(1, at::ones({2}))); }), "invScale: got Float [2], expected one Float");
  EXPECT_EQ(error_of([&] { model.step(options(1, number(1), at::ones({}, at::kInt))); }),
            "foundInf: got Int [], expected one Float");
  EXPECT_EQ(error_of([&] { model.step(options(1, at::ones({}, at::kMeta))); }),
            "invScale: got a tensor on meta, expected one on cpu, as the gradients are");
}

TEST(UnscaleGradients, sparseAndDense_areMultiplied) {
  OptimizerState state;
  at::Tensor sparse = parameter(at::ones({4}), at::full({4}, 2.0).to_sparse());
  at::Tensor dense = parameter(at::ones({4}), at::full({4}, 2.0));
  state.add_group({sparse, dense});
  const at::Tensor found = number(0);
  EXPECT_TRUE(unscale_gradients(state, number(0.25), found));
  EXPECT_EQ(found.item<float>(), 0);
  expect_close(sparse.grad().to_dense(), {0.5, 0.5, 0.5, 0.5});
  expect_close(dense.grad(), {0.5, 0.5, 0.5, 0.5});
  dense.mutable_grad()[3] = kNan;
  EXPECT_TRUE(unscale_gradients(state, number(0.25), found));
  EXPECT_EQ(found.item<float>(), 1);
}

TEST(UnscaleGradients, float16AndIntegers_areRefusedAndNothingChanges) {
  OptimizerState state;
  at::Tensor fine = parameter(at::ones({2}), at::ones({2}));
  at::Tensor half = parameter(at::ones({2}, at::kHalf), at::ones({2}, at::kHalf));
  state.add_group({fine, half});
  EXPECT_EQ(
      error_of([&] { unscale_gradients(state, number(0.5), number(0)); }),
      "unscaleGradients: a gradient: got Half [2], expected a wider dtype; Attempting to unscale FP16 gradients.");
  half.mutable_grad().reset();
  at::Tensor whole = at::ones({2}, at::kInt);
  whole.mutable_grad() = at::ones({2}, at::kInt);
  state.add_group({whole});
  EXPECT_EQ(error_of([&] { unscale_gradients(state, number(0.5), number(0)); }),
            "unscaleGradients: a gradient: got Int [2], expected floating-point numbers");
  expect_close(fine.grad(), {1, 1});
}

TEST(ScaledStep, unknownUpdateRule_isRefused) {
  OptimizerState state;
  EXPECT_EQ(error_of([&] { scaled_step(state, 99, {}, options(1)); }),
            "optimizer: update rule: got 99, expected 0 to 10");
  EXPECT_EQ(error_of([&] { scaled_step(state, kSparse, {}, options(1)); }), "no error");
}

}  // namespace
}  // namespace torch4j::test::scaled_step_test
