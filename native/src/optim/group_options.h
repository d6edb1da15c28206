#pragma once

#include <c10/util/Exception.h>

#include <span>
#include <vector>

#include "optim/optimizer_state.h"

namespace torch4j {

// One options struct per group, from Java's flat array; `read` gets a pointer to the group's first number.
template <typename Options, size_t kFields, typename Read>
std::vector<Options> group_options(std::span<const double> numbers, const Read& read) {
  TORCH_CHECK(numbers.size() % kFields == 0, "optimizer step: got ", numbers.size(), " numbers, expected ", kFields,
              " for each group");
  std::vector<Options> result;
  for (size_t i = 0; i < numbers.size(); i += kFields) {
    result.push_back(read(&numbers[i]));
  }
  return result;
}

inline void check_group_count(const OptimizerState& state, size_t options) {
  TORCH_CHECK(state.groups().size() == options, "optimizer step: got options for ", options, " groups, expected ",
              state.groups().size());
}

}  // namespace torch4j
