#include "memory/heap.h"

#include <ATen/ops/empty.h>
#include <ATen/ops/ones.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <cinttypes>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <memory>
#include <string>

#include "memory/huge_pages.h"

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
  EXPECT_FALSE(torch4j::install_heap());
  unsetenv("MALLOC_TOP_PAD_");
}

#ifdef __GLIBC__
TEST(HeapTest, FreedBlock_IsUsedAgainWithoutPageFaults) {
  ASSERT_TRUE(torch4j::install_heap());
  use_and_free();
  const long before = page_faults();
  for (int i = 0; i < 10; i++) {
    use_and_free();
  }
  EXPECT_LT(page_faults() - before, 100);
}
#endif

#ifdef __linux__
// The flags of the mapping that an address lies in.
std::string mapping_flags(const void* address) {
  std::ifstream maps("/proc/self/smaps");
  bool inside = false;
  for (std::string line; std::getline(maps, line);) {
    uintptr_t begin, end;
    if (std::sscanf(line.c_str(), "%" SCNxPTR "-%" SCNxPTR " ", &begin, &end) == 2) {
      const auto at = reinterpret_cast<uintptr_t>(address);
      inside = begin <= at && at < end;
    } else if (inside && line.starts_with("VmFlags:")) {
      return line + " ";
    }
  }
  return "";
}

bool kernel_has_huge_pages() {
  return std::ifstream("/sys/kernel/mm/transparent_hugepage/enabled").good();
}

TEST(HugePagesTest, DecidedByTheUser_AreLeftAlone) {
  setenv("THP_MEM_ALLOC_ENABLE", "0", 1);
  EXPECT_FALSE(torch4j::install_huge_pages());
  unsetenv("THP_MEM_ALLOC_ENABLE");
}

TEST(HugePagesTest, TensorsOfAnySize_LieInMarkedMemory) {
  if (!kernel_has_huge_pages()) {
    GTEST_SKIP() << "this kernel has none";
  }
  ASSERT_TRUE(torch4j::install_huge_pages());
  for (const int64_t megabytes : {1, 8, 40, 1}) {
    const at::Tensor tensor = at::ones({megabytes << 18});
    EXPECT_NE(mapping_flags(tensor.data_ptr()).find(" hg "), std::string::npos) << megabytes;
    EXPECT_EQ(tensor.sum().item<float>(), static_cast<float>(megabytes << 18));
  }
  EXPECT_EQ(at::empty({0}).numel(), 0);
  EXPECT_EQ(at::ones({1}).item<float>(), 1);
}
#endif

}  // namespace
