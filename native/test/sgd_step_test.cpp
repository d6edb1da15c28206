#include <ATen/core/dispatch/Dispatcher.h>
#include <ATen/ops/empty_like.h>
#include <ATen/ops/ones.h>

#include "ops/ops.h"
#include "tensors.h"

namespace torch4j::test::sgd_step_test {
namespace {

using ops::sgd_step_;

struct Options {
  double lr = 0.1, momentum = 0, dampening = 0, weight_decay = 0;
  bool nesterov = false, maximize = false;
};

const Options kOptions[] = {
    {},
    {.weight_decay = 0.2},
    {.weight_decay = 0.2, .maximize = true},
    {.momentum = 0.9},
    {.momentum = 0.9, .dampening = 0.3},
    {.momentum = 0.9, .weight_decay = 0.2, .nesterov = true},
    {.momentum = 0.9, .dampening = 0.3, .weight_decay = 0.2, .maximize = true},
    {.momentum = 0.9, .weight_decay = 0.2, .nesterov = true, .maximize = true},
};

// The reference formula for one parameter, in double.
struct Reference {
  std::vector<double> param, buffer;

  void step(const std::vector<double>& grad, const Options& o, bool first) {
    buffer.resize(param.size());
    for (size_t i = 0; i < param.size(); ++i) {
      double g = (o.maximize ? -grad[i] : grad[i]) + o.weight_decay * param[i];
      if (o.momentum != 0) {
        buffer[i] = first ? g : o.momentum * buffer[i] + (1 - o.dampening) * g;
        g = o.nesterov ? g + o.momentum * buffer[i] : buffer[i];
      }
      param[i] -= o.lr * g;
    }
  }
};

void step(at::TensorList params, at::TensorList grads, at::TensorList buffers, const Options& o, bool first) {
  sgd_step_(params, grads, buffers, o.lr, o.momentum, o.dampening, o.weight_decay, o.nesterov, o.maximize, first);
}

// Compares three steps, each with all parameters in one call, with the formula.
void expect_steps(const std::vector<at::Tensor>& params, Layout grad_layout = Layout::kContiguous) {
  for (size_t o = 0; o < std::size(kOptions); ++o) {
    SCOPED_TRACE(testing::Message() << "options " << o << ", gradients " << grad_layout);
    std::vector<Reference> reference;
    std::vector<at::Tensor> stepped, grads(params.size()), buffers;
    for (const at::Tensor& param : params) {
      reference.push_back({elements(param), {}});
      stepped.push_back(param.is_non_overlapping_and_dense() ? param.clone(at::MemoryFormat::Preserve)
                                                             : laid_out(param, Layout::kGaps));
    }
    for (int k = 0; k < 3; ++k) {
      for (size_t i = 0; i < params.size(); ++i) {
        grads[i] = laid_out(numbers(params[i].sizes(), params[i].scalar_type(), 10 * k + static_cast<int>(i)),
                            params[i].dim() < 2 ? Layout::kContiguous : grad_layout);
        reference[i].step(elements(grads[i]), kOptions[o], k == 0);
        if (k == 0 && kOptions[o].momentum != 0) {
          buffers.push_back(at::empty_like(grads[i]));
        }
      }
      const std::vector<double> grad = elements(grads[0]);
      step(stepped, grads, buffers, kOptions[o], k == 0);
      EXPECT_EQ(elements(grads[0]), grad) << "gradients are only read";
    }
    for (size_t i = 0; i < params.size(); ++i) {
      expect_close(stepped[i], reference[i].param);
      EXPECT_EQ(stepped[i].strides(), params[i].strides());
      if (!buffers.empty()) {
        expect_close(buffers[i], reference[i].buffer);
      }
    }
  }
}

TEST(SgdStep, anySize_matchesFormula) {
  for (const auto dtype : {at::kFloat, at::kDouble}) {
    for (const int64_t size : {0, 1, 7, 8, 9, 1000}) {
      SCOPED_TRACE(testing::Message() << dtype << " " << size);
      expect_steps({numbers({size}, dtype, 1)});
    }
  }
}

// Regression: LibTorch 2.13's own kernel updates only the elements after the last whole vector.
TEST(SgdStep, halfPrecision_matchesFormula) {
  for (const auto dtype : {at::kHalf, at::kBFloat16}) {
    for (const int64_t size : {1, 16, 32, 33, 1000}) {
      SCOPED_TRACE(testing::Message() << dtype << " " << size);
      expect_steps({numbers({size}, dtype, 1)});
    }
  }
}

TEST(SgdStep, mixedDtypes_matchesFormula) {
  expect_steps({numbers({9}, at::kFloat, 1), numbers({3, 5}, at::kDouble, 2), numbers({33}, at::kBFloat16, 3),
                numbers({1000}, at::kFloat, 4)});
}

// Regression: LibTorch's own kernel matches elements by their position in memory.
TEST(SgdStep, notContiguous_matchesFormula) {
  for (const Layout params : kLayouts) {
    for (const Layout grads : kLayouts) {
      SCOPED_TRACE(testing::Message() << "parameters " << params);
      for (const auto dtype : {at::kFloat, at::kDouble, at::kBFloat16}) {
        expect_steps({laid_out(numbers({9, 5}, dtype, 1), params), numbers({8}, dtype, 2)}, grads);
      }
    }
  }
}

TEST(SgdStep, gaps_areNotWritten) {
  const at::Tensor whole = at::ones({4, 6});
  const at::Tensor grad = at::ones({4, 3});
  step({whole.slice(1, 0, 6, 2)}, {grad}, {}, {.lr = 1}, false);
  EXPECT_EQ(whole.sum().item<double>(), 12);
}

TEST(SgdStep, expandedGradient_matchesFormula) {
  const at::Tensor param = at::ones({4, 6});
  step({param}, {at::ones({1, 1}).expand({4, 6})}, {}, {.lr = 0.25}, false);
  expect_close(param, std::vector<double>(24, 0.75));
}

TEST(SgdStep, emptyList_doesNothing) {
  step({}, {}, {}, {}, false);
  step({}, {}, {}, {.momentum = 0.9}, true);
}

TEST(SgdStep, lengthMismatch_refused) {
  const at::Tensor param = at::ones({3});
  const at::Tensor grad = at::ones({3});
  EXPECT_EQ(error_of([&] { step({param}, {}, {}, {}, false); }),
            "sgd_step_: got 1 params, 0 grads, 0 momentum_buffers, expected lists of one length (momentum_buffers only "
            "with momentum)");
  EXPECT_EQ(error_of([&] { step({param}, {grad}, {}, {.momentum = 0.9}, false); }),
            "sgd_step_: got 1 params, 1 grads, 0 momentum_buffers, expected lists of one length (momentum_buffers only "
            "with momentum)");
  EXPECT_EQ(error_of([&] { step({param}, {grad}, {grad}, {}, false); }),
            "sgd_step_: got 1 params, 1 grads, 1 momentum_buffers, expected lists of one length (momentum_buffers only "
            "with momentum)");
  expect_close(param, {1, 1, 1});
}

// LibTorch's own kernel would read past the end of these tensors.
TEST(SgdStep, tensorsThatDoNotMatch_refusedAndNothingChanged) {
  const at::Tensor param = at::ones({3});
  const at::Tensor other = at::ones({3});
  EXPECT_EQ(
      error_of([&] {
        step({other, param}, {other, at::ones({2})}, {}, {}, false);
      }),
      "sgd_step_: grads[1]: got Float [2] Strided on cpu, expected Float [3] Strided on cpu, as its parameter has");
  EXPECT_EQ(error_of([&] {
              step({other, param}, {other, at::ones({3}, at::kDouble)}, {}, {}, false);
            }),
            "sgd_step_: grads[1]: got Double [3] Strided on cpu, expected Float [3] Strided on cpu, as its parameter "
            "has");
  EXPECT_EQ(error_of([&] { step({param}, {other}, {at::ones({1})}, {.momentum = 0.9}, false); }),
            "sgd_step_: momentum_buffers[0]: got Float [1] Strided on cpu, expected Float [3] Strided on cpu, as its "
            "parameter has");
  EXPECT_EQ(error_of([&] { step({at::ones({3}, at::kInt)}, {at::ones({3}, at::kInt)}, {}, {}, false); }),
            "sgd_step_: params[0]: got Int Strided, expected strided Float, Double, Half or BFloat16");
  expect_close(param, {1, 1, 1});
  expect_close(other, {1, 1, 1});
}

TEST(SgdStep, expandedParameter_refused) {
  const at::Tensor param = at::ones({1}).expand({3});
  EXPECT_NE(error_of([&] { step({param}, {at::ones({3})}, {}, {}, false); }).find("single memory location"),
            std::string::npos);
}

TEST(SgdStep, parameterThatRequiresGrad_isSteppedWithoutGraph) {
  const at::Tensor param = parameter(at::ones({3}));
  step({param}, {at::ones({3})}, {}, {.lr = 0.25}, false);
  EXPECT_TRUE(param.is_leaf());
  expect_close(param, {0.75, 0.75, 0.75});
}

TEST(SgdStep, schema_isAsDocumented) {
  const auto op = c10::Dispatcher::singleton().findSchemaOrThrow("torch4j::sgd_step_", "");
  EXPECT_EQ(toString(op.schema()),
            "torch4j::sgd_step_(Tensor(a!)[] params, Tensor(c!)[] grads, Tensor(b!)[] momentum_buffers, float lr, "
            "float momentum, float dampening, float weight_decay, bool nesterov, bool maximize, bool first_step, "
            "Tensor? inv_scale=None, Tensor? clip_coef=None, Tensor? found_inf=None, bool keep_grads=False) -> ()");
  const at::Tensor param = at::ones({3});
  const c10::List<at::Tensor> grads({at::ones({3})});
  torch::jit::Stack stack = {
      c10::List<at::Tensor>({param}), grads, c10::List<at::Tensor>(), 0.25, 0.0, 0.0, 0.0, false, false, false};
  stack.insert(stack.end(), {c10::IValue(), c10::IValue(), c10::IValue(), false});
  op.callBoxed(&stack);
  EXPECT_TRUE(stack.empty());
  expect_close(param, {0.75, 0.75, 0.75});
}

}  // namespace
}  // namespace torch4j::test::sgd_step_test
