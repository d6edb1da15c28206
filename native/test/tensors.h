#pragma once

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

// What the tests make tensors with, and compare them by.
namespace torch4j::test {

// How a tensor lies in memory. All but the first are as a user gets them: by transposing, and by slicing.
enum class Layout { kContiguous, kTransposed, kGaps };
constexpr Layout kLayouts[] = {Layout::kContiguous, Layout::kTransposed, Layout::kGaps};

std::ostream& operator<<(std::ostream& out, Layout layout);

constexpr at::ScalarType kFloatingDtypes[] = {at::kFloat, at::kDouble, at::kHalf, at::kBFloat16};

// None, one, and around the lengths of vectors and of a thread's share.
constexpr int64_t kAwkwardSizes[] = {0, 1, 7, 8, 9, 15, 16, 17, 31, 33, 1000, 4097, 40000};

// Where an element is among several gradients; `element` counts from the end if it is negative.
struct Place {
  int tensor;
  int64_t element;
};
constexpr Place kPlaces[] = {{0, 0}, {0, 5}, {0, 500}, {0, -1}, {1, 0}, {1, -1}, {2, 3}, {2, -1}};

std::ostream& operator<<(std::ostream& out, const Place& place);

// Three gradients, one element of which is `value`.
std::vector<at::Tensor> gradients_with(double value, const Place& place, at::ScalarType dtype);

// Numbers between -1 and 1, other ones for each seed; the same in every run.
at::Tensor numbers(at::IntArrayRef sizes, at::ScalarType dtype, int seed);

// The same numbers, otherwise laid out.
at::Tensor laid_out(const at::Tensor& tensor, Layout layout);

// A parameter with this gradient.
at::Tensor parameter(const at::Tensor& values, const at::Tensor& grad = {});

// The elements in the order of their indices.
std::vector<double> elements(const at::Tensor& tensor);

// Compares to a formula computed in double, as closely as the tensor's dtype, or a lower one on the way to it, allows.
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
