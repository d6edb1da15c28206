#pragma once

namespace torch4j {

// Draws dense floating-point masks on the CPU, as dropout does, in vectors; ATen's kernel takes one number after
// another from the generator. The same numbers, and the same state of the generator afterwards. False, and nothing has
// changed, where this LibTorch draws from another generator.
bool install_bernoulli();

}  // namespace torch4j
