#pragma once

namespace torch4j {

// From now on max pooling of dense float32 and bfloat16 images on the CPU takes whole rows at once: ATen's kernel takes
// one element after another, and notes each window's place even where no backward pass will ask for it. The same bits.
// Java's start-up asks for it; a Python that loads this library keeps ATen's.
void pool_rows_at_once();

}  // namespace torch4j
