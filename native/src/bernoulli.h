#pragma once

namespace torch4j {

// From now on a dense tensor of floating-point zeros and ones on the CPU, a dropout's mask, is drawn in vectors: ATen's
// kernel takes one number after another out of the generator. The same numbers, and the same generator afterwards.
// False, and nothing happens, where this LibTorch draws others. Java's start-up asks for it; a Python that loads this
// library keeps ATen's.
bool draw_bernoulli_in_vectors();

}  // namespace torch4j
