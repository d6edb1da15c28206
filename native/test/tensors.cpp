#include "tensors.h"

#include <ATen/ops/arange.h>
#include <ATen/ops/equal.h>
#include <ATen/ops/zeros.h>

#include <ostream>

namespace torch4j::test {
namespace {

double tolerance(at::ScalarType dtype) {
  switch (dtype) {
    case at::kDouble:
      return 1e-12;
    case at::kFloat:
      return 2e-5;
    case at::kHalf:
      return 1e-2;
    default:
      return 5e-2;
  }
}

}  // namespace

std::ostream& operator<<(std::ostream& out, Layout layout) {
  constexpr const char* names[] = {"contiguous", "transposed", "gaps"};
  return out << names[static_cast<int>(layout)];
}

std::ostream& operator<<(std::ostream& out, const ElementPosition& position) {
  return out << "element " << position.element << " of tensor " << position.tensor;
}

std::vector<at::Tensor> gradients_with(double value, const ElementPosition& position, at::ScalarType dtype) {
  std::vector<at::Tensor> grads = {numbers({1003}, dtype, 1), numbers({3, 3}, dtype, 2), numbers({20000}, dtype, 3)};
  grads[position.tensor].view({-1})[position.element].fill_(value);
  return grads;
}

at::Tensor numbers(at::IntArrayRef sizes, at::ScalarType dtype, int seed) {
  const int64_t count = c10::multiply_integers(sizes);
  return (at::arange(count, at::kDouble) * 0.7 + seed * 1.3 + 0.1).sin().reshape(sizes).to(dtype);
}

at::Tensor laid_out(const at::Tensor& tensor, Layout layout) {
  switch (layout) {
    case Layout::kTransposed:
      return tensor.transpose(0, -1).contiguous().transpose(0, -1);
    case Layout::kGaps: {
      auto sizes = tensor.sizes().vec();
      sizes.back() *= 2;
      const at::Tensor view = at::zeros(sizes, tensor.options()).slice(-1, 0, sizes.back(), 2);
      return view.copy_(tensor);
    }
    default:
      return tensor.clone(at::MemoryFormat::Contiguous);
  }
}

at::Tensor parameter(const at::Tensor& values, const at::Tensor& grad) {
  at::Tensor param = values.detach();
  param.set_requires_grad(true);
  param.mutable_grad() = grad;
  return param;
}

std::vector<double> elements(const at::Tensor& tensor) {
  const at::Tensor plain = tensor.detach().to(at::kDouble).contiguous();
  const double* data = plain.const_data_ptr<double>();
  return {data, data + plain.numel()};
}

void expect_close(const at::Tensor& actual, const std::vector<double>& expected) {
  expect_close(actual, expected, actual.scalar_type());
}

void expect_close(const at::Tensor& actual, const std::vector<double>& expected, at::ScalarType precision) {
  const std::vector<double> values = elements(actual);
  ASSERT_EQ(values.size(), expected.size());
  for (size_t i = 0; i < values.size(); ++i) {
    const double bound = tolerance(precision) * std::max(1.0, std::abs(expected[i]));
    ASSERT_NEAR(values[i], expected[i], bound) << "element " << i << " of " << actual.toString() << actual.sizes();
  }
}

void expect_same(const at::Tensor& actual, const at::Tensor& expected) {
  ASSERT_EQ(actual.sizes(), expected.sizes());
  EXPECT_TRUE(at::equal(actual.detach(), expected.detach())) << actual << "\n" << expected;
}

}  // namespace torch4j::test
