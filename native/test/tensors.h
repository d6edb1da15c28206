#pragma once

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

// Creates and compares tensors for the tests.
namespace torch4j::test {

// The memory layout of a tensor: contiguous, as after transpose, or as after slicing with a step.
enum class Layout { kContiguous, kTransposed, kGaps };
constexpr Layout kLayouts[] = {Layout::kContiguous, Layout::kTransposed, Layout::kGaps};

std::ostream& operator<<(std::ostream& out, Layout layout);

constexpr at::ScalarType kFloatingDtypes[] = {at::kFloat, at::kDouble, at::kHalf, at::kBFloat16};

// 0, 1, and sizes near multiples of vector lengths and near the size from which several threads are used.
constexpr int64_t kEdgeSizes[] = {0, 1, 7, 8, 9, 15, 16, 17, 31, 33, 1000, 4097, 40000};

// The position of an element in several gradients; a negative `element` counts from the end.
struct ElementPosition {
  int tensor;
  int64_t element;
};
constexpr ElementPosition kElementPositions[] = {{0, 0}, {0, 5}, {0, 500}, {0, -1}, {1, 0}, {1, -1}, {2, 3}, {2, -1}};

std::ostream& operator<<(std::ostream& out, const ElementPosition& position);

// Three gradients, one element of which is `value`.
std::vector<at::Tensor> gradients_with(double value, const ElementPosition& position, at::ScalarType dtype);

// Deterministic numbers between -1 and 1, different for each seed.
at::Tensor numbers(at::IntArrayRef sizes, at::ScalarType dtype, int seed);

// A copy of the tensor with this memory layout.
at::Tensor laid_out(const at::Tensor& tensor, Layout layout);

// A parameter with this gradient.
at::Tensor parameter(const at::Tensor& values, const at::Tensor& grad = {});

// The elements in row-major order.
std::vector<double> elements(const at::Tensor& tensor);

// Compares with values computed in double, with the tolerance of the tensor's dtype, or of a lower precision used in
// its computation.
void expect_close(const at::Tensor& actual, const std::vector<double>& expected);
void expect_close(const at::Tensor& actual, const std::vector<double>& expected, at::ScalarType precision);
void expect_same(const at::Tensor& actual, const at::Tensor& expected);

// The message, without backtrace, of the c10::Error that `body` must throw.
template <typename Body>
std::string error_of(const Body& body) {
  try {
    body();
  } catch (const c10::Error& e) {
    return e.what_without_backtrace();
  }
  return "no error";
}

}  // namespace torch4j::test
