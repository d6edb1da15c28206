#pragma once

namespace torch4j {

// Pools dense float32 and bfloat16 images on the CPU a whole row at a time; ATen's kernel takes one element after
// another, and computes the indices even where no backward pass will need them. The same bits, and the same indices.
bool install_max_pool2d();

}  // namespace torch4j
