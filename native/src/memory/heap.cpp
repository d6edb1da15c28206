#include "memory/heap.h"

#include <cstdlib>
#include <initializer_list>

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace torch4j {

#ifdef __GLIBC__

namespace {

// glibc takes no larger threshold for blocks that get a mapping of their own.
constexpr int kMapFrom = 32 << 20;
// More than this at the end of a heap goes back to the system.
constexpr int kKeep = 1 << 30;
// How much a heap asks for at a time. All that a thread's heap can hold (HEAP_MAX_SIZE), for then none is given back.
constexpr int kAskFor = 64 << 20;

bool tuned_by_user() {
  for (const char* name : {"GLIBC_TUNABLES", "MALLOC_TRIM_THRESHOLD_", "MALLOC_MMAP_THRESHOLD_", "MALLOC_TOP_PAD_"}) {
    if (std::getenv(name) != nullptr) {
      return true;
    }
  }
  return false;
}

}  // namespace

bool install_heap() {
  return !tuned_by_user() && mallopt(M_MMAP_THRESHOLD, kMapFrom) == 1 && mallopt(M_TRIM_THRESHOLD, kKeep) == 1 &&
         mallopt(M_TOP_PAD, kAskFor) == 1;
}

#else

bool install_heap() {
  return false;
}

#endif

int64_t heap_bytes_in_use() {
#if defined(__GLIBC__) && __GLIBC_PREREQ(2, 33)
  const struct mallinfo2 info = mallinfo2();
  return static_cast<int64_t>(info.uordblks + info.hblkhd);
#else
  return -1;
#endif
}

}  // namespace torch4j
