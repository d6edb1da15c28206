#pragma once

namespace torch4j {

// From now on each thread keeps the memory of small tensors that it has freed, up to 512 KiB, for its next ones.
// Tensors begin at cache lines, and the C library finds memory that does so anew each time: a fifth of a small
// operator's time. False where that cannot be. The same as before where LibTorch's profiler follows memory.
bool install_small_blocks();

}  // namespace torch4j
