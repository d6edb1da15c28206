// Compares steps that multiply the gradients by factors while they read them with separate calls.
#include <ATen/ops/empty_like.h>
#include <ATen/ops/full.h>
#include <ATen/ops/linalg_vector_norm.h>
#include <ATen/ops/ones.h>
#include <ATen/ops/zeros.h>
#include <ATen/ops/zeros_like.h>

#include <cmath>
#include <functional>
#include <limits>

#include "ops/ops.h"
#include "tensors.h"

namespace torch4j::test::grad_factors_test {
namespace {

using ops::GradFactors;

at::Tensor number(double value, at::ScalarType dtype = at::kFloat) {
  return at::full({}, value, dtype);
}

// Parameters with their gradients and state.
struct Work {
  std::vector<at::Tensor> params, grads, first, second, largest, steps;

  explicit Work(const std::vector<at::Tensor>& like, Layout grads_as = Layout::kContiguous) {
    for (size_t i = 0; i < like.size(); ++i) {
      const at::Tensor& p = like[i];
      const int seed = 10 * static_cast<int>(i);
      params.push_back(p.clone());
      grads.push_back(laid_out(numbers(p.sizes(), p.scalar_type(), seed + 1).mul_(300), grads_as));
      first.push_back(numbers(p.sizes(), p.scalar_type(), seed + 2));
      second.push_back(numbers(p.sizes(), p.scalar_type(), seed + 3).abs());
      largest.push_back(numbers(p.sizes(), p.scalar_type(), seed + 4).abs());
      steps.push_back(at::full({}, 3, at::kFloat));
    }
  }

  std::vector<at::Tensor> all(bool with_grads) const {
    std::vector<at::Tensor> result;
    for (const auto* list : {&params, &first, &second, &largest, &steps}) {
      result.insert(result.end(), list->begin(), list->end());
    }
    if (with_grads) {
      result.insert(result.end(), grads.begin(), grads.end());
    }
    return result;
  }

  std::vector<at::Tensor> copy(bool with_grads) const {
    std::vector<at::Tensor> result;
    for (const at::Tensor& tensor : all(with_grads)) {
      result.push_back(tensor.clone());
    }
    return result;
  }
};

struct Case {
  const char* name;
  std::function<void(const Work&, const GradFactors&)> step;
};

Case adam(const char* name, double beta1, double weight_decay, bool amsgrad, bool maximize, bool decoupled) {
  return {name, [=](const Work& w, const GradFactors& factors) {
            ops::adam_step_(w.params, w.grads, w.first, w.second, amsgrad ? w.largest : std::vector<at::Tensor>(),
                            w.steps, 0.01, beta1, 0.95, weight_decay, 1e-3, amsgrad, maximize, decoupled, factors);
          }};
}

Case sgd(const char* name, double momentum, double dampening, double weight_decay, bool nesterov, bool maximize,
         bool first_step) {
  return {name, [=](const Work& w, const GradFactors& factors) {
            ops::sgd_step_(w.params, w.grads, momentum == 0 ? std::vector<at::Tensor>() : w.first, 0.01, momentum,
                           dampening, weight_decay, nesterov, maximize, first_step, factors);
          }};
}

const Case kCases[] = {
    adam("Adam", 0.9, 0, false, false, false),
    adam("Adam with weight decay", 0.9, 0.1, false, true, false),
    adam("Adam with a small beta1", 0.3, 0, false, false, false),
    adam("AdamW", 0.9, 0.1, false, false, true),
    adam("AMSGrad", 0.9, 0.1, true, true, true),
    sgd("SGD", 0, 0, 0, false, false, false),
    sgd("SGD with weight decay", 0, 0, 0.1, false, true, false),
    sgd("momentum", 0.9, 0.2, 0.1, false, false, false),
    sgd("a first step", 0.9, 0.2, 0.1, false, false, true),
    sgd("Nesterov", 0.9, 0, 0.1, true, true, false),
};

void expect_all_same(const std::vector<at::Tensor>& actual, const std::vector<at::Tensor>& expected) {
  ASSERT_EQ(actual.size(), expected.size());
  for (size_t i = 0; i < actual.size(); ++i) {
    expect_same(actual[i], expected[i]);
  }
}

// Compares the step with factors with scale_grads_ (bitwise equal to ATen, see scale_grads_test) followed by the step.
void expect_equals_separate_calls(const std::vector<at::Tensor>& like, at::ScalarType coef_dtype,
                                  Layout grads_as = Layout::kContiguous) {
  const at::Tensor coef = number(0.731, coef_dtype);
  for (const Case& c : kCases) {
    for (const bool keep : {false, true}) {
      SCOPED_TRACE(testing::Message() << c.name << ", " << like[0].toString() << like[0].sizes() << ", coefficient "
                                      << coef_dtype << (keep ? ", kept, " : ", ") << grads_as);
      const Work one(like, grads_as), separate(like, grads_as);
      const auto grads_before = Work(like, grads_as).grads;
      c.step(one, {number(0.37), coef, number(0), keep});
      ops::scale_grads_(separate.grads, number(0.37), coef, std::nullopt);
      c.step(separate, {});
      expect_all_same(one.all(false), separate.all(false));
      expect_all_same(one.grads, keep ? separate.grads : grads_before);
    }
  }
}

TEST(GradFactors, everySizeAndDtype_equalsSeparateCallsBitwise) {
  for (const auto dtype : kFloatingDtypes) {
    std::vector<at::Tensor> all;
    for (const int64_t size : kEdgeSizes) {
      all.push_back(numbers({size}, dtype, 1));
    }
    expect_equals_separate_calls(all, at::kFloat);
  }
}

TEST(GradFactors, everyLayout_equalsSeparateCallsBitwise) {
  for (const auto dtype : kFloatingDtypes) {
    for (const Layout layout : kLayouts) {
      expect_equals_separate_calls({numbers({9, 5}, dtype, 1), numbers({40, 3}, dtype, 2)}, at::kFloat, layout);
    }
  }
}

TEST(GradFactors, coefficientOfAnotherDtype_equalsSeparateCallsBitwise) {
  for (const auto coef_dtype : {at::kDouble, at::kBFloat16, at::kHalf}) {
    for (const auto dtype : kFloatingDtypes) {
      expect_equals_separate_calls({numbers({20}, dtype, 1), numbers({}, dtype, 2)}, coef_dtype);
    }
  }
}

TEST(GradFactors, oneFactorAlone_isMultipliedBy) {
  for (const Case& c : kCases) {
    const std::vector<at::Tensor> like = {numbers({100}, at::kFloat, 1)};
    const Work unscaled(like), clipped(like), expected(like);
    c.step(unscaled, {number(0.25)});
    c.step(clipped, {std::nullopt, number(0.25)});
    ops::scale_grads_(expected.grads, number(0.25), std::nullopt, std::nullopt);
    c.step(expected, {});
    expect_all_same(unscaled.all(false), expected.all(false));
    expect_all_same(clipped.all(false), expected.all(false));
  }
}

TEST(GradFactors, foundInf_changesNothing) {
  for (const auto dtype : kFloatingDtypes) {
    for (const Case& c : kCases) {
      SCOPED_TRACE(c.name);
      const Work work({numbers({100}, dtype, 1), numbers({9, 5}, dtype, 2)});
      const auto before = work.copy(true);
      c.step(work, {number(0.25), number(0.5), number(1), true});
      expect_all_same(work.all(true), before);
    }
  }
}

TEST(GradFactors, wrongFactors_areRefusedAndNothingChanges) {
  for (const Case& c : kCases) {
    const Work work({numbers({100}, at::kFloat, 1)});
    const auto before = work.copy(true);
    const std::string op = &c - kCases < 5 ? "adam_step_" : "sgd_step_";
    EXPECT_EQ(error_of([&] { c.step(work, {at::ones({2})}); }),
              op + ": inv_scale: got Float [2], expected one floating-point number");
    EXPECT_EQ(error_of([&] {
                c.step(work, {std::nullopt, at::ones({}, at::kInt)});
              }),
              op + ": clip_coef: got Int [], expected one floating-point number");
    EXPECT_EQ(error_of([&] {
                c.step(work, {std::nullopt, std::nullopt, at::ones({}, at::kMeta)});
              }),
              op + ": found_inf: got a tensor on meta, expected one on cpu, as the gradients are");
    expect_all_same(work.all(true), before);
  }
}

// One AdamW step in float64.
std::vector<double> exact_adamw(const Work& w, double inv_scale, double coef) {
  std::vector<double> params = elements(w.params[0]);
  const auto grads = elements(w.grads[0]), avgs = elements(w.first[0]), squares = elements(w.second[0]);
  for (size_t i = 0; i < params.size(); ++i) {
    const double g = grads[i] * inv_scale * coef;
    const double avg = 0.9 * avgs[i] + 0.1 * g, square = 0.95 * squares[i] + 0.05 * g * g;
    params[i] -= 0.01 * 0.1 * params[i] +
                 0.01 / (1 - std::pow(0.9, 4)) * avg / (std::sqrt(square / (1 - std::pow(0.95, 4))) + 1e-3);
  }
  return params;
}

double largest_error(const at::Tensor& actual, const std::vector<double>& expected) {
  const auto values = elements(actual);
  double error = 0;
  for (size_t i = 0; i < values.size(); ++i) {
    error = std::max(error, std::abs(values[i] - expected[i]));
  }
  return error;
}

TEST(GradFactors, error_isNotLargerThanAtens) {
  const Case& adamw = kCases[3];
  for (const int64_t size : {int64_t{0}, int64_t{1}, int64_t{7}, int64_t{8}, int64_t{9}, int64_t{15}, int64_t{16},
                             int64_t{17}, int64_t{(1 << 20) + 3}}) {
    const std::vector<at::Tensor> like = {numbers({size}, at::kFloat, 1)};
    const Work ours(like), atens(like);
    const auto exact = exact_adamw(ours, 0.25, 0.5);  // both factors are exact in float32
    adamw.step(ours, {number(0.25), number(0.5)});
    ops::scale_grads_(atens.grads, number(0.25), number(0.5), std::nullopt);
    adamw.step(atens, {});
    EXPECT_LE(largest_error(ours.params[0], exact), largest_error(atens.params[0], exact)) << size;
  }
}

}  // namespace
}  // namespace torch4j::test::grad_factors_test
