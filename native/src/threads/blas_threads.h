#pragma once

#include <string>

namespace torch4j {

// The BLAS that LibTorch computes with: "MKL", "OpenBLAS", "MKL, built in", or "built in" where it brings another.
std::string blas_name();

// Sets LibTorch's thread count, and that of a BLAS beside it that has a count of its own.
void set_num_threads(int threads);

// Sets how many threads an operator may use that the calling thread runs; other threads keep their count, and so do
// threads that start later.
void set_num_threads_of_this_thread(int threads);

// Makes the BLAS run its work on LibTorch's OpenMP threads instead of its own, so that the two cannot fight for the
// cores: MKL takes GNU's OpenMP, OpenBLAS a callback. To be called before the BLAS is first used. Does nothing, and
// returns false, where no BLAS that can do so is loaded.
bool share_threads_with_blas();

}  // namespace torch4j
