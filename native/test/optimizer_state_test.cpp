#include "optim/optimizer_state.h"

#include <ATen/ops/complex.h>
#include <ATen/ops/imag.h>
#include <ATen/ops/ones.h>
#include <ATen/ops/view_as_real.h>
#include <ATen/ops/zeros.h>

#include <cmath>

#include "optim/adam.h"
#include "optim/sgd.h"
#include "tensors.h"

namespace torch4j::test::optimizer_state_test {
namespace {

enum AdamSlot { kStep, kExpAvg, kExpAvgSq, kMaxExpAvgSq };
constexpr int kMomentumBuffer = 0;

constexpr SgdOptions kSgd = {0.1, 0.9, 0, 0, false, false};
constexpr AdamOptions kAdam = {0.1, 0.9, 0.999, 1e-8, 0, false, false};

// The vectors outlive the spans that the calls take.
void sgd(OptimizerState& state, const std::vector<SgdOptions>& options) {
  sgd_step(state, options);
}
void adam(OptimizerState& state, const std::vector<AdamOptions>& options, bool decoupled = false) {
  adam_step(state, options, decoupled);
}

at::Tensor filled(double value) {
  return at::ones({3}) * value;
}

at::Tensor param(double value) {
  return parameter(filled(value));
}

at::Tensor param(double value, double grad) {
  return parameter(filled(value), filled(grad));
}

void expect_filled(const at::Tensor& tensor, double value) {
  expect_close(tensor, std::vector<double>(3, value));
}

bool no_state(const OptimizerState& state, int64_t group, int64_t index) {
  for (int slot = 0; slot < OptimizerState::kSlots; ++slot) {
    if (state.slot(group, index, slot).defined()) {
      return false;
    }
  }
  return true;
}

TEST(OptimizerState, parameterWithoutGradient_skippedAndGetsNoState) {
  const at::Tensor frozen = param(1);
  const at::Tensor trained = param(1, 2);
  OptimizerState momentum;
  momentum.add_group({frozen, trained});
  sgd(momentum, {kSgd});
  EXPECT_TRUE(no_state(momentum, 0, 0));
  expect_filled(momentum.slot(0, 1, kMomentumBuffer), 2);
  expect_filled(frozen, 1);
  expect_filled(trained, 0.8);

  OptimizerState moments;
  moments.add_group({frozen, trained});
  adam(moments, {kAdam});
  EXPECT_TRUE(no_state(moments, 0, 0));
  EXPECT_EQ(moments.slot(0, 1, kStep).item<double>(), 1);
  EXPECT_FALSE(moments.slot(0, 1, kMaxExpAvgSq).defined());
  expect_filled(frozen, 1);
  expect_filled(trained, 0.7);
}

TEST(OptimizerState, unusedState_isNotCreated) {
  OptimizerState state;
  state.add_group({param(1, 2)});
  SgdOptions plain = kSgd;
  plain.momentum = 0;
  sgd(state, {plain});
  EXPECT_TRUE(no_state(state, 0, 0));
}

TEST(OptimizerState, adamState_hasDtypeAndLayoutOfPython) {
  const at::Tensor values = numbers({3, 4}, at::kDouble, 1).t();
  OptimizerState state;
  state.add_group({parameter(values.clone(), numbers({4, 3}, at::kDouble, 2))});
  AdamOptions amsgrad = kAdam;
  amsgrad.amsgrad = true;
  adam(state, {amsgrad});
  EXPECT_EQ(state.slot(0, 0, kStep).scalar_type(), at::kFloat);
  EXPECT_EQ(state.slot(0, 0, kStep).dim(), 0);
  for (const int slot : {kExpAvg, kExpAvgSq, kMaxExpAvgSq}) {
    EXPECT_EQ(state.slot(0, 0, slot).scalar_type(), at::kDouble);
    EXPECT_EQ(state.slot(0, 0, slot).strides(), values.strides());
    EXPECT_FALSE(state.slot(0, 0, slot).requires_grad());
  }
}

// The momentum buffer is initialized with the first gradient, also if another parameter has a buffer already.
TEST(OptimizerState, firstGradientAtStep3_initializesMomentumThen) {
  SgdOptions options = kSgd;
  options.dampening = 0.5;
  const at::Tensor early = param(0, 1);
  const at::Tensor late = param(0);
  OptimizerState state;
  state.add_group({early, late});
  sgd(state, {options});
  sgd(state, {options});
  EXPECT_TRUE(no_state(state, 0, 1));
  late.mutable_grad() = filled(4);
  sgd(state, {options});
  const double buffers[] = {1, 0.9 + 0.5, 0.9 * 1.4 + 0.5};
  expect_filled(state.slot(0, 0, kMomentumBuffer), buffers[2]);
  expect_filled(early, -0.1 * (buffers[0] + buffers[1] + buffers[2]));
  expect_filled(state.slot(0, 1, kMomentumBuffer), 4);
  expect_filled(late, -0.4);
  sgd(state, {options});
  expect_filled(state.slot(0, 1, kMomentumBuffer), 0.9 * 4 + 0.5 * 4);
}

TEST(OptimizerState, firstGradientAtStep3_initializesAdamStateThen) {
  const at::Tensor early = param(0, 1);
  const at::Tensor late = param(0);
  OptimizerState state;
  state.add_group({early, late});
  adam(state, {kAdam});
  adam(state, {kAdam});
  late.mutable_grad() = filled(4);
  adam(state, {kAdam});
  EXPECT_EQ(state.slot(0, 0, kStep).item<double>(), 3);
  EXPECT_EQ(state.slot(0, 1, kStep).item<double>(), 1);
  expect_filled(early, -0.3);
  expect_filled(late, -0.1);
}

TEST(OptimizerState, amsgradEnabledLater_initializesMaximumThen) {
  AdamOptions amsgrad = kAdam;
  amsgrad.amsgrad = true;
  OptimizerState state;
  state.add_group({param(0, 1)});
  adam(state, {kAdam});
  adam(state, {amsgrad});
  EXPECT_EQ(state.slot(0, 0, kStep).item<double>(), 2);
  expect_same(state.slot(0, 0, kMaxExpAvgSq), state.slot(0, 0, kExpAvgSq));
}

TEST(OptimizerState, groups_haveTheirOwnOptions) {
  const at::Tensor a = param(1, 1), b = param(1, 1), c = param(1, 1);
  OptimizerState state;
  state.add_group({a});
  state.add_group({});
  state.add_group({b, c});
  sgd(state, {{0.1, 0, 0, 0, false, false}, kSgd, {0.5, 0, 0, 0.5, false, true}});
  expect_filled(a, 0.9);
  expect_filled(b, 1 - 0.5 * (-1 + 0.5));
  expect_filled(c, 1 - 0.5 * (-1 + 0.5));
  EXPECT_TRUE(no_state(state, 0, 0));

  OptimizerState moments;
  const at::Tensor d = param(1, 1), e = param(1, 1);
  moments.add_group({d});
  moments.add_group({e});
  AdamOptions other = kAdam;
  other.lr = 0.5;
  other.weight_decay = 0.5;
  adam(moments, {kAdam, other}, /*decoupled=*/true);
  expect_filled(d, 0.9);
  expect_filled(e, 1 - 0.5 * 0.5 - 0.5);
}

TEST(OptimizerState, mixedDtypesInOneGroup_allStepped) {
  const at::Tensor single = param(1, 1);
  const at::Tensor twice = parameter(at::ones({3}, at::kDouble), at::ones({3}, at::kDouble));
  OptimizerState state;
  state.add_group({single, twice, param(1)});
  sgd(state, {kSgd});
  sgd(state, {kSgd});
  expect_filled(single, 1 - 0.1 - 0.19);
  expect_filled(twice, 1 - 0.1 - 0.19);

  OptimizerState moments;
  moments.add_group({single, twice});
  adam(moments, {kAdam});
  expect_filled(single, 1 - 0.1 - 0.19 - 0.1);
  EXPECT_NEAR(elements(twice)[0], 1 - 0.1 - 0.19 - 0.1, 1e-8);  // for eps
}

TEST(OptimizerState, zeroGrad_setToNone) {
  const at::Tensor a = param(1, 2), b = param(1);
  const at::Tensor held = a.grad();
  OptimizerState state;
  state.add_group({a, b});
  state.zero_grad(true);
  EXPECT_FALSE(a.grad().defined());
  EXPECT_FALSE(b.grad().defined());
  expect_filled(held, 2);
}

TEST(OptimizerState, zeroGrad_fillsWithZeros) {
  const at::Tensor a = param(1, 2), b = param(1);
  const at::Tensor held = a.grad();
  OptimizerState state;
  state.add_group({a, b});
  state.zero_grad(false);
  expect_filled(held, 0);
  EXPECT_TRUE(a.grad().is_same(held));
  EXPECT_FALSE(b.grad().defined());
}

TEST(OptimizerState, zeroGrad_detachesGradients) {
  const at::Tensor a = param(1);
  a.mutable_grad() = param(2) * 1.0;  // as after backward with create_graph
  OptimizerState state;
  state.add_group({a});
  state.zero_grad(false);
  EXPECT_FALSE(a.grad().requires_grad());
  expect_filled(a.grad(), 0);
}

// Regression: a view cannot be detached in place.
TEST(OptimizerState, zeroGrad_ofAViewIntoABucket_zeroesTheBucket) {
  const at::Tensor bucket = at::ones({6});
  const at::Tensor a = parameter(at::ones({3}), bucket.slice(0, 0, 3));
  OptimizerState state;
  state.add_group({a});
  state.zero_grad(false);
  expect_close(bucket, {0, 0, 0, 1, 1, 1});
}

TEST(OptimizerState, wrongOptionsCount_refusedAndNothingChanged) {
  const at::Tensor a = param(1, 1);
  OptimizerState state;
  state.add_group({a});
  state.add_group({param(1, 1)});
  EXPECT_EQ(error_of([&] { sgd(state, {kSgd}); }), "optimizer step: got options for 1 groups, expected 2");
  EXPECT_EQ(error_of([&] {
              adam(state, {kAdam, kAdam, kAdam});
            }),
            "optimizer step: got options for 3 groups, expected 2");
  expect_filled(a, 1);
  EXPECT_TRUE(no_state(state, 0, 0));
}

TEST(OptimizerState, unsupportedDtypeOrDevice_refusedAndNothingChanged) {
  const at::Tensor fine = param(1, 1);
  const auto refused = [&](const at::Tensor& value, const at::Tensor& grad) {
    value.unsafeGetTensorImpl()->mutable_grad() = grad;
    OptimizerState state;
    state.add_group({fine});
    state.add_group({value});
    const std::string by_sgd = error_of([&] { sgd(state, {kSgd, kSgd}); });
    const std::string by_adam = error_of([&] { adam(state, {kAdam, kAdam}); });
    EXPECT_EQ("Adam" + by_sgd.substr(3), by_adam);
    expect_filled(fine, 1);
    EXPECT_TRUE(no_state(state, 0, 0));
    return by_sgd;
  };
  EXPECT_EQ(refused(at::ones({2}, at::kInt), at::ones({2}, at::kInt)),
            "SGD: gradient of parameter 0 in group 1: got Int [2], expected floating-point numbers");
  EXPECT_EQ(refused(at::ones({2}, at::kInt), at::ones({2})),
            "SGD: parameter 0 in group 1: got Int [2], expected Float, Double, Half, BFloat16 or a complex dtype");
  EXPECT_EQ(refused(at::ones({2}, at::kComplexFloat).conj(), at::ones({2}, at::kComplexFloat)),
            "SGD: parameter 0 in group 1: got ComplexFloat [2] that is lazily conjugated or negated, expected a "
            "tensor that is not; clone() it first");
  EXPECT_EQ(refused(at::ones({2}), at::ones({2}, at::kDouble)),
            "SGD: gradient of parameter 0 in group 1: got Double on cpu, expected Float on cpu, as its parameter is");
  EXPECT_EQ(refused(at::ones({2}), at::ones({2}, at::kMeta)),
            "SGD: gradient of parameter 0 in group 1: got Float on meta, expected Float on cpu, as its parameter is");
}

TEST(OptimizerState, sparseGradient_refusedByAdamAndNothingChanged) {
  const at::Tensor dense = param(1, 1);
  const at::Tensor sparse = parameter(filled(1), filled(1).to_sparse());
  OptimizerState state;
  state.add_group({dense});
  state.add_group({dense, sparse});
  const auto refused = [&](const std::string& optimizer) {
    return optimizer + ": gradient of parameter 1 in group 1: got Sparse " + c10::str(sparse.sizes()) +
           ", expected a dense one; " + optimizer + " does not support sparse gradients";
  };
  EXPECT_EQ(error_of([&] { adam(state, {kAdam, kAdam}); }), refused("Adam"));
  EXPECT_EQ(error_of([&] { adam(state, {kAdam, kAdam}, true); }), refused("AdamW"));
  expect_filled(dense, 1);
  EXPECT_TRUE(no_state(state, 0, 0));
  EXPECT_TRUE(no_state(state, 1, 0));

  sparse.mutable_grad() = filled(1);
  adam(state, {kAdam, kAdam});
  sparse.mutable_grad() = filled(1).to_sparse();
  EXPECT_EQ(error_of([&] { adam(state, {kAdam, kAdam}); }), refused("Adam"));
  EXPECT_EQ(state.slot(0, 0, kStep).item<double>(), 1);
}

// The same as with dense gradients that have zeros in the other rows.
TEST(OptimizerState, sparseGradient_steppedBySgd) {
  for (const bool nesterov : {false, true}) {
    SgdOptions options = kSgd;
    options.nesterov = nesterov;
    options.dampening = nesterov ? 0 : 0.25;
    options.maximize = !nesterov;
    const at::Tensor rows = at::ones({4, 3}).index_put_({at::zeros({2}, at::kLong)}, at::zeros({2, 3}));
    const at::Tensor dense = parameter(at::ones({4, 3})), sparse = parameter(at::ones({4, 3}));
    OptimizerState one, other;
    one.add_group({dense});
    other.add_group({param(1, 1), sparse});
    for (int i = 0; i < 3; ++i) {
      dense.mutable_grad() = rows * (i + 1);
      sparse.mutable_grad() = (rows * (i + 1)).to_sparse(1);
      sgd(one, {options});
      sgd(other, {options});
    }
    expect_same(sparse, dense);
    EXPECT_TRUE(other.slot(0, 1, kMomentumBuffer).is_sparse());
    expect_same(other.slot(0, 1, kMomentumBuffer).to_dense(), one.slot(0, 0, kMomentumBuffer));
  }
}

TEST(OptimizerState, incompatibleSparseGradient_refusedAndNothingChanged) {
  const at::Tensor a = parameter(filled(1), filled(1).to_sparse());
  OptimizerState state;
  state.add_group({param(1, 1)});
  state.add_group({a});
  const auto refused = [&](const SgdOptions& options) { return error_of([&] { sgd(state, {kSgd, options}); }); };
  const std::string got = "SGD: gradient of parameter 0 in group 1: got ";
  SgdOptions decay = kSgd, nesterov = kSgd;
  decay.weight_decay = 0.5;
  nesterov.nesterov = true;
  EXPECT_EQ(refused(decay), got + "Sparse Float [3], expected a dense one with weightDecay 0.5");
  sgd(state, {kSgd, kSgd});
  a.mutable_grad() = filled(1);
  EXPECT_EQ(refused(kSgd), got + "Strided Float [3], expected a sparse one, as the momentum buffer is");
  expect_filled(state.groups()[0].params[0], 0.9);
  state.set_slot(1, 0, kMomentumBuffer, filled(1));
  a.mutable_grad() = filled(1).to_sparse();
  EXPECT_EQ(refused(nesterov), got + "Sparse Float [3], expected a dense one, as the Nesterov momentum buffer is");
  sgd(state, {kSgd, kSgd});
  expect_filled(state.slot(1, 0, kMomentumBuffer), 1.9);
}

// The memory of a lazily conjugated or negated tensor does not hold its values.
TEST(OptimizerState, lazyGradient_steppedByItsValues) {
  const at::Tensor z = at::complex(filled(3), filled(2));
  for (const bool fused : {false, true}) {
    const auto step = [&](const at::Tensor& grad) {
      const at::Tensor p = parameter(at::zeros({3}, grad.options()), grad);
      OptimizerState state;
      state.add_group({p});
      fused ? adam(state, {kAdam}) : sgd(state, {kSgd});
      return p.detach();
    };
    const at::Tensor conj = z.conj(), neg = at::imag(conj);
    ASSERT_TRUE(conj.is_conj() && neg.is_neg());
    expect_same(at::view_as_real(step(conj)), at::view_as_real(step(conj.clone())));
    expect_same(step(neg), step(neg.clone()));
  }
}

// They are updated through their real views, and their state is complex.
TEST(OptimizerState, complexParameters_steppedAsReal) {
  const at::Tensor values = at::complex(filled(1), filled(2)), grad = at::complex(filled(3), filled(-4));
  for (const bool amsgrad : {false, true}) {
    AdamOptions options = kAdam;
    options.amsgrad = amsgrad;
    const at::Tensor whole = parameter(values.clone(), grad), parts = parameter(at::view_as_real(values.clone()));
    parts.mutable_grad() = at::view_as_real(grad);
    OptimizerState one, other;
    one.add_group({whole});
    other.add_group({parts});
    for (int i = 0; i < 3; ++i) {
      adam(one, {options});
      adam(other, {options});
    }
    expect_same(at::view_as_real(whole.detach()), parts);
    for (int slot = kExpAvg; slot <= (amsgrad ? kMaxExpAvgSq : kExpAvgSq); ++slot) {
      EXPECT_EQ(one.slot(0, 0, slot).scalar_type(), at::kComplexFloat);
      expect_same(at::view_as_real(one.slot(0, 0, slot)), other.slot(0, 0, slot));
    }
    EXPECT_EQ(one.slot(0, 0, kStep).scalar_type(), at::kFloat);
  }
}

// Regression: a failed first step left an uninitialized momentum buffer for the next step.
TEST(OptimizerState, stepThatFails_leavesNoState) {
  const at::Tensor overlapping = parameter(at::ones({1}).expand({3}), filled(1));
  OptimizerState state;
  state.add_group({overlapping});
  EXPECT_NE(error_of([&] { sgd(state, {kSgd}); }), "no error");
  EXPECT_NE(error_of([&] { adam(state, {kAdam}); }), "no error");
  EXPECT_TRUE(no_state(state, 0, 0));
}

TEST(OptimizerState, slot_outOfRange_refused) {
  OptimizerState state;
  state.add_group({param(1)});
  EXPECT_EQ(error_of([&] { state.slot(0, 0, 4); }), "optimizer state: slot: got 4, expected 0 to 3");
  EXPECT_THROW(state.slot(1, 0, 0), std::out_of_range);
  EXPECT_THROW(state.slot(0, 1, 0), std::out_of_range);
}

}  // namespace
}  // namespace torch4j::test::optimizer_state_test
