#pragma once

namespace torch4j {

// From now on at::max_pool2d of float32 on the CPU, where no gradient is wanted, looks for the largest numbers alone:
// ATen's notes each one's place as well, for a backward pass, one element after another. The same bits.
void pool_without_places();

}  // namespace torch4j
