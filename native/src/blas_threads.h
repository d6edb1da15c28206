#pragma once

#include <string>

namespace torch4j {

// The BLAS that LibTorch computes with: "MKL", "OpenBLAS", "MKL, built in", or "built in" where it brings another.
std::string blas_name();

// Sets LibTorch's thread count, and that of a BLAS beside it that has a count of its own.
void set_num_threads(int threads);

// Makes OpenBLAS run its work on LibTorch's threads instead of its own, so that the two cannot fight for the cores.
// Does nothing, and returns false, where no OpenBLAS that can do so is loaded.
bool share_threads_with_openblas();

}  // namespace torch4j
