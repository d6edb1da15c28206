#include "memory/small_blocks.h"

#include <ATen/ops/empty.h>
#include <ATen/ops/full.h>
#include <ATen/ops/ones.h>
#include <c10/core/Allocator.h>
#include <c10/core/CPUAllocator.h>
#include <c10/util/ThreadLocalDebugInfo.h>
#include <gtest/gtest.h>

#include <atomic>
#include <cstdint>
#include <memory>
#include <set>
#include <thread>
#include <vector>

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace torch4j {
namespace {

#ifdef __GLIBC__

// LibTorch's allocator, and how much of what it has allocated has not come back.
class CountingAllocator final : public c10::Allocator {
 public:
  c10::DataPtr allocate(size_t size) override {
    void* const block = inner()->raw_allocate(size);
    outside += static_cast<int64_t>(malloc_usable_size(block));
    return {block, block, &give_back, c10::Device(c10::DeviceType::CPU)};
  }

  c10::DeleterFnPtr raw_deleter() const override { return &give_back; }

  void copy_data(void* to, const void* from, size_t size) const override { default_copy_data(to, from, size); }

  static inline std::atomic<int64_t> outside = 0;

 private:
  static c10::Allocator* inner() { return c10::GetDefaultCPUAllocator(); }

  static void give_back(void* block) {
    outside -= static_cast<int64_t>(malloc_usable_size(block));
    inner()->raw_deallocate(block);
  }
};

class SmallBlocksTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    static CountingAllocator counting;
    c10::SetCPUAllocator(&counting, /*priority=*/1);
    EXPECT_TRUE(install_small_blocks());
  }
};

at::Tensor bytes(int64_t size) {
  return at::empty({size}, at::kByte);
}

TEST_F(SmallBlocksTest, FreedBlock_IsTheNextTensorOfItsSize) {
  for (const int64_t size : {1, 64, 65, 512, 513, 640, 641, 1024, 5000, 65536, 200000, 524288}) {
    at::Tensor first = bytes(size);
    const void* const place = first.data_ptr();
    first.reset();
    const at::Tensor other = bytes(2 * size + 64);
    EXPECT_EQ(bytes(size).data_ptr(), place) << size;
  }
}

TEST_F(SmallBlocksTest, LargeBlock_GoesBack) {
  const int64_t before = CountingAllocator::outside;
  bytes((512 << 10) + 1);
  EXPECT_EQ(CountingAllocator::outside, before);
}

TEST_F(SmallBlocksTest, TensorsOfAllSizes_HaveTheirOwnAlignedMemory) {
  for (int round = 0; round < 3; ++round) {
    std::vector<at::Tensor> alive;
    for (int64_t size = 0; size < 3000; ++size) {
      alive.push_back(at::full({size}, size % 251, at::kByte));
      EXPECT_EQ(reinterpret_cast<uintptr_t>(alive.back().data_ptr()) % 64, 0);
    }
    for (int64_t size = 0; size < 3000; ++size) {
      ASSERT_TRUE(alive[size].eq(size % 251).all().item<bool>()) << size;
    }
  }
}

TEST_F(SmallBlocksTest, ManyOfOneSize_AreKeptInPart) {
  std::thread([] {
    const int64_t before = CountingAllocator::outside;
    std::set<const void*> places;
    std::vector<at::Tensor> alive;
    for (int i = 0; i < 1000; ++i) {
      alive.push_back(bytes(100));
      EXPECT_TRUE(places.insert(alive.back().data_ptr()).second);
    }
    alive.clear();
    EXPECT_GE(CountingAllocator::outside - before, 128 * 128);
    EXPECT_LT(CountingAllocator::outside - before, 128 * 160);
  }).join();
}

TEST_F(SmallBlocksTest, ManySizes_AreKeptUpToFourMebibytes) {
  const int64_t before = CountingAllocator::outside;
  std::thread([=] {
    std::vector<at::Tensor> alive;
    for (int64_t size = 64; size <= 512 << 10; size += 1024) {
      alive.push_back(bytes(size));
    }
    alive.clear();
    EXPECT_GT(CountingAllocator::outside - before, 3 << 20);
    EXPECT_LT(CountingAllocator::outside - before, 5 << 20);
  }).join();
  EXPECT_EQ(CountingAllocator::outside, before);
}

TEST_F(SmallBlocksTest, BlockFreedByAnotherThread_IsThatThreadsOwn) {
  at::Tensor tensor = at::ones({10});
  const void* const place = tensor.data_ptr();
  std::thread([&] {
    tensor.reset();
    EXPECT_EQ(at::ones({10}).data_ptr(), place);
  }).join();
  EXPECT_EQ(at::ones({10}).sum().item<float>(), 10);
}

TEST_F(SmallBlocksTest, TensorFreedAfterItsThreadGaveAllBack_GoesBackToo) {
  const int64_t before = CountingAllocator::outside;
  std::thread([] {
    thread_local at::Tensor last;
    last = at::ones({10});
    at::ones({10});
  }).join();
  EXPECT_EQ(CountingAllocator::outside, before);
}

TEST_F(SmallBlocksTest, RawBlocks_AreGivenBackByTheDeleter) {
  c10::Allocator* const allocator = c10::GetCPUAllocator();
  for (const size_t size : {0, 1, 640, 700, 65536, 65537, 1 << 19, 1 << 20}) {
    void* const block = allocator->raw_allocate(size);
    EXPECT_EQ(block == nullptr, size == 0);
    allocator->raw_deallocate(block);
  }
}

TEST_F(SmallBlocksTest, ResizedTensor_KeepsItsNumbers) {
  const at::Tensor tensor = at::ones({3});
  tensor.resize_({5000}).narrow(0, 3, 4997).fill_(1);
  EXPECT_EQ(tensor.sum().item<float>(), 5000);
}

// What LibTorch's profiler is told.
class Reporter final : public c10::MemoryReportingInfoBase {
 public:
  void reportMemoryUsage(void*, int64_t size, size_t, size_t, c10::Device) override { sizes.push_back(size); }
  bool memoryProfilingEnabled() const override { return true; }

  std::vector<int64_t> sizes;
};

TEST_F(SmallBlocksTest, Profiler_SeesEachTensor) {
  bytes(100);
  auto reporter = std::make_shared<Reporter>();
  {
    const c10::DebugInfoGuard guard(c10::DebugInfoKind::PROFILER_STATE, reporter);
    bytes(100);
    bytes(100);
  }
  EXPECT_EQ(reporter->sizes, (std::vector<int64_t>{100, -100, 100, -100}));
}

#else

TEST(SmallBlocksTest, OtherCLibraries_KeepNothing) {
  EXPECT_FALSE(install_small_blocks());
}

#endif

}  // namespace
}  // namespace torch4j
