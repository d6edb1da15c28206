#pragma once

namespace torch4j {

// From now on at::linear on the CPU is one operator and one node of the graph: ATen's is a transposition and a product,
// each with a node of its own, and its backward pass transposes five times more. The numbers are the same bits.
// Java's start-up asks for it; a Python that loads this library keeps ATen's.
void record_linear_as_one();

}  // namespace torch4j
