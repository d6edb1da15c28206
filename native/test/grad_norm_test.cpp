#include <ATen/core/dispatch/Dispatcher.h>
#include <ATen/ops/_amp_foreach_non_finite_check_and_unscale.h>
#include <ATen/ops/_foreach_norm.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/empty_strided.h>
#include <ATen/ops/full.h>
#include <ATen/ops/linalg_vector_norm.h>
#include <ATen/ops/ones.h>
#include <ATen/ops/stack.h>
#include <ATen/ops/tensor.h>
#include <ATen/ops/zeros.h>

#include <cmath>
#include <limits>

#include "ops/cpu/grads.h"
#include "ops/cpu/norm_rounding.h"
#include "ops/ops.h"
#include "tensors.h"

namespace torch4j::test::grad_norm_test {
namespace {

using ops::grad_norm;

constexpr double kInf = std::numeric_limits<double>::infinity();
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

// GradScaler.unscale_ followed by get_total_norm, computed by ATen's operators.
at::Tensor norm_of_aten(const std::vector<at::Tensor>& grads, double norm_type, double inv_scale) {
  std::vector<at::Tensor> norms;
  for (const at::Tensor& grad : grads) {
    const std::vector<at::Tensor> copy = {at::empty_strided(grad.sizes(), grad.strides(), grad.options()).copy_(grad)};
    at::Tensor found = at::zeros({1});
    at::_amp_foreach_non_finite_check_and_unscale_(copy, found, at::full({1}, inv_scale, at::kFloat));
    norms.push_back(at::_foreach_norm(copy, norm_type)[0]);
  }
  return at::linalg_vector_norm(at::stack(norms), norm_type);
}

void expect_norm_of_aten(const std::vector<at::Tensor>& grads, double norm_type) {
  for (const double inv_scale : {1.0, 1 / 65536.0, 0.37}) {
    SCOPED_TRACE(testing::Message() << grads[0].toString() << grads[0].sizes() << ", norm type " << norm_type
                                    << ", inv_scale " << inv_scale);
    const at::Tensor found = at::zeros({});
    expect_same(grad_norm(grads, norm_type, at::full({}, inv_scale, at::kFloat), found),
                norm_of_aten(grads, norm_type, inv_scale));
    EXPECT_EQ(found.item<float>(), 0);
  }
  expect_same(grad_norm(grads, norm_type), norm_of_aten(grads, norm_type, 1));
}

TEST(GradNorm, everySizeAndDtype_equalsAtenBitwise) {
  for (const auto dtype : kFloatingDtypes) {
    for (const double norm_type : {2.0, kInf, 1.0, 3.0}) {
      for (const int64_t size : kEdgeSizes) {
        if (size > 0 || norm_type != kInf) {
          expect_norm_of_aten({numbers({size}, dtype, 1)}, norm_type);
        }
      }
    }
    for (int64_t size = 1; size < 70; ++size) {
      expect_norm_of_aten({numbers({size}, dtype, 2)}, 2);
    }
    expect_norm_of_aten({numbers({(1 << 20) + 3}, dtype, 1)}, 2);
  }
}

TEST(GradNorm, severalGradients_equalsAtenBitwise) {
  for (const auto dtype : kFloatingDtypes) {
    for (const int64_t longest : {40, 20000, 400000}) {
      std::vector<at::Tensor> grads;
      for (int64_t count = 1; count < 12; ++count) {
        grads.push_back(numbers({count % 4 == 0 ? count / 4 : longest - 3 * count}, dtype, count));
        expect_norm_of_aten(grads, 2);
      }
    }
  }
}

TEST(GradNorm, everyLayout_equalsAtenBitwise) {
  for (const auto dtype : kFloatingDtypes) {
    for (const double norm_type : {2.0, kInf, 1.0}) {
      for (const Layout layout : kLayouts) {
        expect_norm_of_aten({laid_out(numbers({9, 5}, dtype, 1), layout)}, norm_type);
        expect_norm_of_aten({laid_out(numbers({3, 4, 5, 6}, dtype, 1), layout)}, norm_type);
      }
      const at::Tensor whole = numbers({4, 1000}, dtype, 1);  // views into one storage
      expect_norm_of_aten({whole[0], whole[1].slice(0, 3), whole.slice(1, 0, 7), whole.t()}, norm_type);
    }
  }
}

TEST(GradNorm, manyTensorsOnAllThreads_equalsAtenBitwise) {
  std::vector<at::Tensor> grads;
  for (int i = 0; i < 300; ++i) {
    grads.push_back(numbers({(i * 37) % 1000 + 1}, at::kFloat, i));
  }
  grads.push_back(numbers({100003}, at::kFloat, 1));
  expect_norm_of_aten(grads, 2);
  expect_norm_of_aten(grads, kInf);
}

TEST(GradNorm, noDimensions_equalsAtenBitwise) {
  for (const auto dtype : kFloatingDtypes) {
    expect_norm_of_aten({numbers({}, dtype, 1), numbers({1, 1}, dtype, 2)}, 2);
  }
  const at::Tensor huge = at::full({}, 3e38, at::kFloat);  // its square is infinite
  EXPECT_EQ(grad_norm({huge}, 2).item<float>(), 3e38F);
}

TEST(GradNorm, mixedDtypes_matchesFormula) {
  std::vector<at::Tensor> grads;
  double squares = 0;
  for (const auto dtype : kFloatingDtypes) {
    grads.push_back(numbers({1000}, dtype, 3));
    for (const double g : elements(grads.back())) {
      squares += g * g;
    }
  }
  const at::Tensor norm = grad_norm(grads, 2);
  EXPECT_EQ(norm.scalar_type(), at::kDouble);
  EXPECT_NEAR(norm.item<double>(), std::sqrt(squares), 0.02);  // the one of bfloat16 has 8 bits
}

TEST(GradNorm, infinityOrNanAnywhere_isFound) {
  for (const auto dtype : kFloatingDtypes) {
    for (const double norm_type : {2.0, kInf, 1.0, 0.0}) {
      for (const double value : {kInf, -kInf, kNan}) {
        for (const ElementPosition& position : kElementPositions) {
          SCOPED_TRACE(testing::Message()
                       << dtype << ", norm type " << norm_type << ", " << value << " at " << position);
          const auto grads = gradients_with(value, position, dtype);
          const at::Tensor found = at::zeros({});
          grad_norm(grads, norm_type, at::full({}, 0.5, at::kFloat), found);
          EXPECT_EQ(found.item<float>(), 1);
          const at::Tensor found_alone = at::zeros({1});
          ops::find_non_finite_(grads, found_alone);
          EXPECT_EQ(found_alone.item<float>(), 1);
        }
      }
    }
  }
}

TEST(GradNorm, squaresThatOverflow_doNotSetFoundInf) {
  const at::Tensor found = at::zeros({});
  const at::Tensor norm = grad_norm({at::full({9}, 3e38, at::kFloat)}, 2, at::ones({}), found);
  EXPECT_EQ(norm.item<float>(), kInf);
  EXPECT_EQ(found.item<float>(), 0);
}

TEST(GradNorm, gradients_areOnlyRead) {
  for (const auto dtype : kFloatingDtypes) {
    for (const Layout layout : kLayouts) {
      const at::Tensor grad = laid_out(numbers({9, 5}, dtype, 1), layout);
      const at::Tensor before = grad.clone();
      grad_norm({grad}, 2, at::full({}, 0.5, at::kFloat), at::zeros({}));
      expect_same(grad, before);
    }
  }
}

TEST(GradNorm, emptyList_isZero) {
  EXPECT_EQ(grad_norm({}, 2).item<float>(), 0);
  EXPECT_EQ(grad_norm({at::empty({0})}, 2).item<float>(), 0);
}

TEST(GradNorm, wrongArguments_areRefused) {
  EXPECT_EQ(error_of([] { grad_norm({at::ones({2})}, kNan); }),
            "grad_norm: norm_type: got NaN, expected a number or infinity");
  EXPECT_EQ(error_of([] { grad_norm({at::ones({2})}, 2, at::ones({2})); }),
            "grad_norm: inv_scale: got Float [2], expected one floating-point number");
  EXPECT_EQ(error_of([] { ops::find_non_finite_({at::ones({2})}, at::zeros({1}, at::kInt)); }),
            "find_non_finite_: found_inf: got Int [1], expected one floating-point number");
  EXPECT_EQ(error_of([] { grad_norm({at::ones({2})}, 2, at::ones({}, at::kMeta)); }),
            "grad_norm: inv_scale: got a tensor on meta, expected one on cpu, as the gradients are");
}

// With an unknown rounding the results would be correct too, but not faster than ATen.
TEST(GradNorm, thisLibTorch_hasAKnownRounding) {
  for (const auto dtype : kFloatingDtypes) {
    EXPECT_TRUE(ops::cpu::norm_rounding(dtype).has_value()) << dtype;
  }
}

TEST(GradNorm, error_isNotLargerThanAtens) {
  for (const int64_t size : kEdgeSizes) {
    const at::Tensor grad = numbers({size}, at::kFloat, 5);
    const double exact = at::linalg_vector_norm(grad.to(at::kDouble)).item<double>();
    EXPECT_LE(std::abs(grad_norm({grad}, 2).item<double>() - exact),
              std::abs(at::linalg_vector_norm(grad).item<double>() - exact));
  }
}

TEST(GradNorm, schemas_areAsDocumented) {
  const auto schema = [](const char* name) {
    return toString(c10::Dispatcher::singleton().findSchemaOrThrow(name, "").schema());
  };
  EXPECT_EQ(schema("torch4j::grad_norm"),
            "torch4j::grad_norm(Tensor[] grads, float norm_type=2., Tensor? inv_scale=None, Tensor(a!)? "
            "found_inf=None) -> Tensor");
  EXPECT_EQ(schema("torch4j::find_non_finite_"),
            "torch4j::find_non_finite_(Tensor[] grads, Tensor(a!) found_inf) -> ()");
}

}  // namespace
}  // namespace torch4j::test::grad_norm_test
