#include <ATen/core/dispatch/Dispatcher.h>
#include <ATen/ops/_foreach_add.h>
#include <ATen/ops/_fused_adam.h>
#include <ATen/ops/_fused_adamw.h>
#include <ATen/ops/ones.h>
#include <ATen/ops/zeros.h>
#include <ATen/ops/zeros_like.h>

#include <cmath>

#include "ops/ops.h"
#include "tensors.h"

namespace torch4j::test::adam_step_test {
namespace {

using ops::adam_step_;

struct Options {
  double lr = 0.1, beta1 = 0.9, beta2 = 0.95, weight_decay = 0, eps = 1e-3;
  bool amsgrad = false, maximize = false, decoupled = false;
};

const Options kOptions[] = {
    {},
    {.beta1 = 0, .beta2 = 0},
    {.amsgrad = true},
    {.weight_decay = 0.2},
    {.weight_decay = 0.2, .maximize = true},
    {.weight_decay = 0.2, .decoupled = true},
    {.weight_decay = 0.2, .amsgrad = true, .maximize = true, .decoupled = true},
    {.weight_decay = 0.2, .amsgrad = true, .maximize = true},
};

// The state of all parameters of a call.
struct State {
  std::vector<at::Tensor> exp_avgs, exp_avg_sqs, max_exp_avg_sqs, steps;

  State(const std::vector<at::Tensor>& params, bool amsgrad, Layout layout = Layout::kContiguous) {
    for (const at::Tensor& param : params) {
      const Layout as = param.dim() < 2 ? Layout::kContiguous : layout;
      exp_avgs.push_back(laid_out(at::zeros_like(param), as));
      exp_avg_sqs.push_back(laid_out(at::zeros_like(param), as));
      steps.push_back(at::zeros({}));
      if (amsgrad) {
        max_exp_avg_sqs.push_back(at::zeros_like(param));
      }
    }
  }
};

void step(at::TensorList params, at::TensorList grads, const State& s, const Options& o) {
  adam_step_(params, grads, s.exp_avgs, s.exp_avg_sqs, s.max_exp_avg_sqs, s.steps, o.lr, o.beta1, o.beta2,
             o.weight_decay, o.eps, o.amsgrad, o.maximize, o.decoupled);
}

template <bool decoupled>
void step_of_aten(at::TensorList params, at::TensorList grads, const State& s, const Options& o) {
  const auto aten = [&](auto&& fused) {
    fused(params, grads, s.exp_avgs, s.exp_avg_sqs, s.max_exp_avg_sqs, s.steps, o.lr, o.beta1, o.beta2, o.weight_decay,
          o.eps, o.amsgrad, o.maximize, std::nullopt, std::nullopt);
  };
  if constexpr (decoupled) {
    aten([](auto&&... arguments) { at::_fused_adamw_(arguments...); });
  } else {
    aten([](auto&&... arguments) { at::_fused_adam_(arguments...); });
  }
}

// The reference formula for one parameter and its state, in double.
struct Reference {
  std::vector<double> param, avg, avg_sq, max_avg_sq;

  explicit Reference(const at::Tensor& tensor)
      : param(elements(tensor)), avg(param.size()), avg_sq(param.size()), max_avg_sq(param.size()) {}

  void step(const std::vector<double>& grad, const Options& o, int t) {
    for (size_t i = 0; i < param.size(); ++i) {
      double g = o.maximize ? -grad[i] : grad[i];
      if (o.decoupled) {
        param[i] -= o.lr * o.weight_decay * param[i];
      } else {
        g += o.weight_decay * param[i];
      }
      avg[i] = o.beta1 * avg[i] + (1 - o.beta1) * g;
      avg_sq[i] = o.beta2 * avg_sq[i] + (1 - o.beta2) * g * g;
      max_avg_sq[i] = std::max(max_avg_sq[i], avg_sq[i]);
      const double second = (o.amsgrad ? max_avg_sq[i] : avg_sq[i]) / (1 - std::pow(o.beta2, t));
      param[i] -= o.lr * avg[i] / (1 - std::pow(o.beta1, t)) / (std::sqrt(second) + o.eps);
    }
  }
};

// Compares three steps, each with all parameters in one call, with the formula.
void expect_steps(const std::vector<at::Tensor>& params, Layout grads_as = Layout::kContiguous,
                  Layout state_as = Layout::kContiguous) {
  for (size_t o = 0; o < std::size(kOptions); ++o) {
    SCOPED_TRACE(testing::Message() << "options " << o << ", gradients " << grads_as << ", state " << state_as);
    const State state(params, kOptions[o].amsgrad, state_as);
    std::vector<Reference> reference;
    std::vector<at::Tensor> stepped, grads(params.size());
    for (const at::Tensor& param : params) {
      reference.emplace_back(param);
      stepped.push_back(param.is_non_overlapping_and_dense() ? param.clone(at::MemoryFormat::Preserve)
                                                             : laid_out(param, Layout::kGaps));
    }
    for (int k = 0; k < 3; ++k) {
      for (size_t i = 0; i < params.size(); ++i) {
        // The second gradient is small, so that amsgrad makes a difference.
        grads[i] = laid_out(
            numbers(params[i].sizes(), params[i].scalar_type(), 10 * k + static_cast<int>(i)) * (k == 1 ? 0.1 : 1),
            params[i].dim() < 2 ? Layout::kContiguous : grads_as);
        reference[i].step(elements(grads[i]), kOptions[o], k + 1);
      }
      const std::vector<double> grad = elements(grads[0]);
      step(stepped, grads, state, kOptions[o]);
      EXPECT_EQ(elements(grads[0]), grad) << "gradients are only read";
    }
    for (size_t i = 0; i < params.size(); ++i) {
      expect_close(stepped[i], reference[i].param);
      expect_close(state.exp_avgs[i], reference[i].avg);
      expect_close(state.exp_avg_sqs[i], reference[i].avg_sq);
      EXPECT_EQ(state.steps[i].item<double>(), 3);
      EXPECT_EQ(stepped[i].strides(), params[i].strides());
      if (kOptions[o].amsgrad) {
        expect_close(state.max_exp_avg_sqs[i], reference[i].max_avg_sq);
      }
    }
  }
}

TEST(AdamStep, anySize_matchesFormula) {
  for (const auto dtype : {at::kFloat, at::kDouble}) {
    for (const int64_t size : {0, 1, 7, 8, 9, 1000}) {
      SCOPED_TRACE(testing::Message() << dtype << " " << size);
      expect_steps({numbers({size}, dtype, 1)});
    }
  }
}

// Python's fused=True calls ATen's kernel; training in Java must give bitwise equal results.
TEST(AdamStep, anySize_equalsAtenKernelBitwise) {
  std::vector<Options> all(std::begin(kOptions), std::end(kOptions));
  all.push_back({.beta1 = 0.4, .weight_decay = 0.1});
  for (const auto dtype : {at::kFloat, at::kDouble}) {
    for (const Options& o : all) {
      std::vector<at::Tensor> actual, expected, grads;
      for (const int64_t size : {0, 1, 7, 8, 9, 15, 16, 17, 63, 64, 65, 1000, 4095, 4096, 4097, 40001}) {
        actual.push_back(numbers({size}, dtype, 1));
        expected.push_back(actual.back().clone());
        grads.push_back(numbers({size}, dtype, 2));
      }
      const State a(actual, o.amsgrad), b(expected, o.amsgrad);
      for (int k = 0; k < 3; ++k) {
        step(actual, grads, a, o);
        at::_foreach_add_(b.steps, 1);
        const auto aten = o.decoupled ? &step_of_aten<true> : &step_of_aten<false>;
        aten(expected, grads, b, o);
      }
      for (size_t i = 0; i < actual.size(); ++i) {
        SCOPED_TRACE(testing::Message() << dtype << " " << actual[i].numel());
        expect_same(actual[i], expected[i]);
        expect_same(a.exp_avgs[i], b.exp_avgs[i]);
        expect_same(a.exp_avg_sqs[i], b.exp_avg_sqs[i]);
      }
    }
  }
}

TEST(AdamStep, halfPrecision_matchesFormula) {
  for (const auto dtype : {at::kHalf, at::kBFloat16}) {
    for (const int64_t size : {1, 16, 32, 33, 1000}) {
      SCOPED_TRACE(testing::Message() << dtype << " " << size);
      expect_steps({numbers({size}, dtype, 1)});
    }
  }
}

TEST(AdamStep, mixedDtypes_matchesFormula) {
  expect_steps({numbers({9}, at::kFloat, 1), numbers({3, 5}, at::kDouble, 2), numbers({1000}, at::kFloat, 3)});
}

// Regression: LibTorch's own kernel matches elements by their position in memory.
TEST(AdamStep, notContiguous_matchesFormula) {
  for (const Layout params : kLayouts) {
    for (const Layout grads : kLayouts) {
      for (const Layout state : kLayouts) {
        SCOPED_TRACE(testing::Message() << "parameters " << params);
        for (const auto dtype : {at::kFloat, at::kDouble}) {
          expect_steps({laid_out(numbers({9, 5}, dtype, 1), params), numbers({8}, dtype, 2)}, grads, state);
        }
      }
    }
  }
}

TEST(AdamStep, gaps_areNotWritten) {
  const at::Tensor whole = at::ones({4, 6});
  const at::Tensor param = whole.slice(1, 0, 6, 2);
  step({param}, {at::ones({4, 3})}, State({param}, false), {.lr = 1, .eps = 0});
  EXPECT_NEAR(whole.sum().item<double>(), 12, 1e-5);
}

TEST(AdamStep, emptyList_doesNothing) {
  step({}, {}, State({}, false), {});
  step({}, {}, State({}, true), {.amsgrad = true, .decoupled = true});
}

TEST(AdamStep, lengthMismatch_refusedAndNothingChanged) {
  const at::Tensor param = at::ones({3});
  const at::Tensor grad = at::ones({3});
  const State state({param}, false);
  EXPECT_EQ(error_of([&] { step({param}, {}, state, {}); }),
            "adam_step_: got 1 params, 0 grads, 1 exp_avgs, 1 exp_avg_sqs, 0 max_exp_avg_sqs, 1 steps, expected lists "
            "of one length (max_exp_avg_sqs only with amsgrad)");
  EXPECT_EQ(error_of([&] { step({param}, {grad}, state, {.amsgrad = true}); }),
            "adam_step_: got 1 params, 1 grads, 1 exp_avgs, 1 exp_avg_sqs, 0 max_exp_avg_sqs, 1 steps, expected lists "
            "of one length (max_exp_avg_sqs only with amsgrad)");
  EXPECT_EQ(error_of([&] { step({param}, {grad}, State({param}, true), {}); }),
            "adam_step_: got 1 params, 1 grads, 1 exp_avgs, 1 exp_avg_sqs, 1 max_exp_avg_sqs, 1 steps, expected lists "
            "of one length (max_exp_avg_sqs only with amsgrad)");
  expect_close(param, {1, 1, 1});
  EXPECT_EQ(state.steps[0].item<double>(), 0);
}

TEST(AdamStep, tensorsThatDoNotMatch_refusedAndNothingChanged) {
  const at::Tensor param = at::ones({3});
  State state({param}, false);
  EXPECT_EQ(error_of([&] { step({param}, {at::ones({2})}, state, {}); }),
            "adam_step_: grads[0]: got Float [2] Strided on cpu, expected Float [3] Strided on cpu, as its parameter "
            "has");
  EXPECT_EQ(error_of([&] { step({param}, {at::ones({3}).to_sparse()}, state, {}); }),
            "adam_step_: grads[0]: got Float [3] Sparse on cpu, expected Float [3] Strided on cpu, as its parameter "
            "has");
  const at::Tensor complex = at::ones({3}, at::kComplexFloat);
  EXPECT_EQ(error_of([&] { step({complex}, {complex}, state, {}); }),
            "adam_step_: params[0]: got ComplexFloat Strided, expected strided Float, Double, Half or BFloat16");
  EXPECT_EQ(state.steps[0].item<double>(), 0);
  state.exp_avg_sqs[0] = at::zeros({4});
  EXPECT_EQ(error_of([&] { step({param}, {at::ones({3})}, state, {}); }),
            "adam_step_: exp_avg_sqs[0]: got Float [4] Strided on cpu, expected Float [3] Strided on cpu, as its "
            "parameter has");
  state = State({param}, false);
  state.steps[0] = at::zeros({2});
  EXPECT_EQ(error_of([&] { step({param}, {at::ones({3})}, state, {}); }),
            "adam_step_: steps[0]: got [2], expected one element");
  EXPECT_EQ(elements(state.steps[0]), (std::vector<double>{0, 0}));
  expect_close(param, {1, 1, 1});
}

TEST(AdamStep, parameterThatRequiresGrad_isSteppedWithoutGraph) {
  const at::Tensor param = parameter(at::ones({3}));
  step({param}, {at::ones({3})}, State({at::ones({3})}, false), {.lr = 0.25, .eps = 0});
  EXPECT_TRUE(param.is_leaf());
  expect_close(param, {0.75, 0.75, 0.75});
}

TEST(AdamStep, schema_isAsDocumented) {
  const auto op = c10::Dispatcher::singleton().findSchemaOrThrow("torch4j::adam_step_", "");
  EXPECT_EQ(
      toString(op.schema()),
      "torch4j::adam_step_(Tensor(a!)[] params, Tensor(f!)[] grads, Tensor(b!)[] exp_avgs, Tensor(c!)[] exp_avg_sqs, "
      "Tensor(d!)[] max_exp_avg_sqs, Tensor(e!)[] steps, float lr, float beta1, float beta2, float weight_decay, "
      "float eps, bool amsgrad, bool maximize, bool decoupled_weight_decay, Tensor? inv_scale=None, "
      "Tensor? clip_coef=None, Tensor? found_inf=None, bool keep_grads=False) -> ()");
  using List = c10::List<at::Tensor>;
  const at::Tensor param = at::ones({3});
  const at::Tensor steps = at::zeros({});
  torch::jit::Stack stack = {List({param}), List({at::ones({3})}), List({at::zeros({3})}), List({at::zeros({3})})};
  stack.insert(stack.end(), {List(), List({steps}), 0.25, 0.9, 0.999, 0.0, 0.0, false, false, false});
  stack.insert(stack.end(), {c10::IValue(), c10::IValue(), c10::IValue(), false});
  op.callBoxed(&stack);
  EXPECT_TRUE(stack.empty());
  EXPECT_EQ(steps.item<double>(), 1);
  expect_close(param, {0.75, 0.75, 0.75});
}

}  // namespace
}  // namespace torch4j::test::adam_step_test
