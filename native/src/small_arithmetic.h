#pragma once

namespace torch4j {

// From now on sums, differences, products and quotients of two small tensors of one shape on the CPU are computed at
// once: ATen builds an iterator for any strides and dtypes first, which takes longer than all the rest. The same
// numbers. Java's start-up asks for it; a Python that loads this library keeps ATen's.
void compute_small_tensors_at_once();

}  // namespace torch4j
