#include "ops/cpu/rmsprop.h"

#include <ATen/core/grad_mode.h>
#include <ATen/ops/zeros_like.h>

#include "optim/update_rule.h"
#include "tensors.h"

namespace torch4j::test::rmsprop_test {
namespace {

// lr, alpha, eps, weight decay, momentum, centered, maximize.
const std::vector<double> kOptions[] = {
    {0.01, 0.99, 1e-8, 0, 0, 0, 0}, {0.01, 0.9, 1e-4, 0.1, 0, 0, 1},   {0.01, 0.99, 1e-8, 0, 0.9, 0, 0},
    {0.01, 0.99, 1e-8, 0, 0, 1, 0}, {0.01, 0.3, 1e-8, 0.1, 0.9, 1, 1},
};

// Python's foreach implementation for one parameter, as a sequence of ATen operators.
struct AtenOperators {
  at::Tensor param, square_avg, buffer, grad_avg;

  explicit AtenOperators(const at::Tensor& start)
      : param(start.clone()),
        square_avg(at::zeros_like(start)),
        buffer(at::zeros_like(start)),
        grad_avg(at::zeros_like(start)) {}

  void step(const at::Tensor& raw_grad, const std::vector<double>& o) {
    at::Tensor grad = o[6] != 0 ? -raw_grad : raw_grad;
    grad = o[3] != 0 ? grad.add(param, o[3]) : grad;
    square_avg.mul_(o[1]).addcmul_(grad, grad, 1 - o[1]);
    at::Tensor avg = square_avg;
    if (o[5] != 0) {
      grad_avg.lerp_(grad, 1 - o[1]);
      avg = square_avg.addcmul(grad_avg, grad_avg, -1);
    }
    avg = avg.sqrt().add_(o[2]);
    if (o[4] > 0) {
      buffer.mul_(o[4]).addcdiv_(grad, avg);
      param.add_(buffer, -o[0]);
    } else {
      param.addcdiv_(grad, avg, -o[0]);
    }
  }
};

TEST(Rmsprop, anySizeAndLayout_equalsAtenOperatorsBitwise) {
  for (const auto dtype : {at::kFloat, at::kDouble}) {
    for (const auto& options : kOptions) {
      std::vector<at::Tensor> params;
      std::vector<AtenOperators> expected;
      for (const int64_t size : {0, 1, 7, 8, 9, 15, 16, 17, 1000, 4095, 4097, 40001}) {
        params.push_back(numbers({size}, dtype, 1).requires_grad_());
      }
      for (const Layout layout : kLayouts) {
        params.push_back(laid_out(numbers({9, 5}, dtype, 3), layout).detach().requires_grad_());
      }
      OptimizerState state;
      state.add_group(params);
      const at::NoGradGuard no_grad;
      for (const at::Tensor& param : params) {
        expected.emplace_back(param);
      }
      for (int k = 0; k < 4; ++k) {
        for (size_t i = 0; i < params.size(); ++i) {
          params[i].mutable_grad() = numbers(params[i].sizes(), dtype, 10 * k + static_cast<int>(i));
          expected[i].step(params[i].grad(), options);
        }
        step(state, kRmsprop, options);
      }
      for (size_t i = 0; i < params.size(); ++i) {
        SCOPED_TRACE(testing::Message() << dtype << " " << params[i].sizes() << " lr " << options[0] << " momentum "
                                        << options[4] << " centered " << options[5]);
        expect_same(params[i], expected[i].param);
        expect_same(state.slot(0, static_cast<int64_t>(i), 1), expected[i].square_avg);
      }
    }
  }
}

}  // namespace
}  // namespace torch4j::test::rmsprop_test
