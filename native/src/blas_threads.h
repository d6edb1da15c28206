#pragma once

#include <cstdint>
#include <string>

namespace torch4j {

// The BLAS that LibTorch computes with: "MKL", "OpenBLAS", "MKL, built in", or "built in" where it brings another.
std::string blas_name();

// Sets LibTorch's thread count, and that of a BLAS beside it that has a count of its own.
void set_num_threads(int threads);

// Makes the BLAS run its work on LibTorch's OpenMP threads instead of its own, so that the two cannot fight for the
// cores: MKL takes GNU's OpenMP, OpenBLAS a callback. To be called before the BLAS is first used. Does nothing, and
// returns false, where no BLAS that can do so is loaded.
bool share_threads_with_blas();

// From so many multiplications on a product is worth more than one thread.
constexpr int64_t kProductWorthThreads = 1 << 21;

// Keeps the calling thread's products of matrices, while it lives, to one thread if their work is not worth more: MKL
// would share out one of 20 us, and the next operator, which finds half of the result in another core's cache, takes
// longer than that has saved. One or all: OpenMP takes a team apart to make one of another size. Does nothing where the
// BLAS is not MKL beside LibTorch.
class WorthwhileThreads {
 public:
  explicit WorthwhileThreads(int64_t multiplications);
  ~WorthwhileThreads();
  WorthwhileThreads(const WorthwhileThreads&) = delete;
  WorthwhileThreads& operator=(const WorthwhileThreads&) = delete;

 private:
  int before_ = kUnchanged;

  static constexpr int kUnchanged = -1;
};

}  // namespace torch4j
