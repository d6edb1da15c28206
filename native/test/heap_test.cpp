#include "heap.h"

#include <gtest/gtest.h>
#include <sys/resource.h>

#include <cstdlib>
#include <cstring>
#include <memory>

namespace {

constexpr size_t kBytes = 8 << 20;

// What one training step does to the heap: a large block, written to and given back.
void use_and_free() {
  std::unique_ptr<void, decltype(&std::free)> block(std::malloc(kBytes), &std::free);
  std::memset(block.get(), 1, kBytes);
}

long page_faults() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_minflt;
}

TEST(HeapTest, TunedByTheUser_IsLeftAlone) {
  setenv("MALLOC_TOP_PAD_", "131072", 1);
  EXPECT_FALSE(torch4j::keep_freed_memory());
  unsetenv("MALLOC_TOP_PAD_");
}

#ifdef __GLIBC__
TEST(HeapTest, FreedBlock_IsUsedAgainWithoutPageFaults) {
  ASSERT_TRUE(torch4j::keep_freed_memory());
  use_and_free();
  const long before = page_faults();
  for (int i = 0; i < 10; i++) {
    use_and_free();
  }
  EXPECT_LT(page_faults() - before, 100);
}
#endif

}  // namespace
