#pragma once

#include <span>
#include <string>
#include <vector>

namespace torch4j {

// Something of LibTorch's that libtorch4j replaces, or stands before, for the whole process.
struct Kernel {
  const char* name;      // as the property torch4j.kernels writes it
  const char* replaces;  // an operator of ATen's, or a hook of LibTorch's
  const char* active;    // on which LibTorch and which processor
  const char* gain;      // what it was worth where it was measured; docs/decisions has the rest

  // False, and nothing has changed, where it is not for this LibTorch, processor or system.
  bool (*install)();
};

// All there are. A kernel stays only while tests/python/kernels/prove.py shows it equal to
// ATen's, and while it is worth 10 % of some training step.
std::span<const Kernel> kernels();

// Installs all kernels but those left out, at the first call in a process; later calls change nothing. Returns the
// names of those that are active. A Python that loads this library keeps ATen's kernels until it calls the operator
// torch4j::install_kernels, which is this function.
std::vector<std::string> install_kernels(const std::vector<std::string>& left_out);

}  // namespace torch4j
