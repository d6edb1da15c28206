#include "memory/small_blocks.h"

#include <c10/core/Allocator.h>
#include <c10/core/CPUAllocator.h>

#ifdef __GLIBC__
#include <malloc.h>

#include <algorithm>
#include <array>
#include <bit>
#include <mutex>
#include <new>
#endif

namespace torch4j {

#ifdef __GLIBC__

namespace {

// Sizes are counted in cache lines: up to 512 KiB for a block, and 4 MiB for all that a thread keeps.
constexpr size_t kLine = 64;
constexpr size_t kMostLines = (512 << 10) / kLine;
constexpr size_t kMostKept = (4 << 20) / kLine;

// Blocks come in each size up to eight lines, then in four for each doubling.
struct SizeClass {
  size_t lines, index;

  static constexpr SizeClass smallest_of(size_t at_least) {
    if (at_least <= 8) {
      return {at_least, at_least - 1};
    }
    const int shift = std::bit_width(at_least - 1) - 3;
    const size_t quarter = (at_least - 1) >> shift;
    return {(quarter + 1) << shift, 4 * shift + quarter};
  }

  static constexpr SizeClass largest_of(size_t at_most) {
    if (at_most <= 8) {
      return {at_most, at_most - 1};
    }
    const int shift = std::bit_width(at_most) - 3;
    const size_t quarter = at_most >> shift;
    return {quarter << shift, 4 * shift + quarter - 1};
  }
};

constexpr size_t kClasses = SizeClass::smallest_of(kMostLines).index + 1;

struct FreeBlock {
  FreeBlock* next;
};

// Those of one size.
struct FreeBlocks {
  FreeBlock* first;
  size_t count;
};

// What a thread keeps. Trivial to destroy, for tensors are freed until a thread's very end.
class Kept {
 public:
  void* take(const SizeClass& size) {
    FreeBlocks& blocks = blocks_[size.index];
    FreeBlock* const block = blocks.first;
    if (block != nullptr) {
      blocks.first = block->next;
      --blocks.count;
      lines_ -= size.lines;
    }
    return block;
  }

  bool add(void* block, const SizeClass& size) {
    FreeBlocks& blocks = blocks_[size.index];
    // 64 KiB of one size, or two blocks.
    if (lines_ + size.lines > kMostKept || blocks.count >= std::clamp<size_t>(1024 / size.lines, 2, 128)) {
      return false;
    }
    blocks.first = new (block) FreeBlock{blocks.first};
    ++blocks.count;
    lines_ += size.lines;
    return true;
  }

  // For good.
  template <typename Free>
  void give_back_all(const Free& free) {
    closed_ = true;
    for (FreeBlocks& blocks : blocks_) {
      while (FreeBlock* const block = blocks.first) {
        blocks.first = block->next;
        free(block);
      }
    }
  }

  bool open();

 private:
  std::array<FreeBlocks, kClasses> blocks_;
  size_t lines_;
  bool used_, closed_;
};
thread_local constinit Kept kept = {};

c10::Allocator* inner = nullptr;

struct AtThreadsEnd {
  ~AtThreadsEnd() { kept.give_back_all(inner->raw_deleter()); }
};

bool Kept::open() {
  if (!used_) {
    thread_local const AtThreadsEnd at_threads_end;
    static_cast<void>(at_threads_end);
    used_ = true;
  }
  return !closed_ && !c10::memoryProfilingEnabled();
}

void give_back(void* block) {
  if (block == nullptr) {
    return;
  }
  // A block may be larger than was asked for: the C library rounds, too.
  if (const size_t lines = ::malloc_usable_size(block) / kLine; lines > 0) {
    const auto size = SizeClass::largest_of(lines);
    if (size.index < kClasses && kept.open() && kept.add(block, size)) {
      return;
    }
  }
  inner->raw_deleter()(block);
}

class KeepingAllocator final : public c10::Allocator {
 public:
  c10::DataPtr allocate(size_t size) override {
    if (size == 0 || size > kMostLines * kLine || !kept.open()) {
      return inner->allocate(size);
    }
    const auto size_class = SizeClass::smallest_of((size + kLine - 1) / kLine);
    void* block = kept.take(size_class);
    if (block == nullptr) {
      block = inner->raw_allocate(size_class.lines * kLine);
    }
    return {block, block, &give_back, c10::Device(c10::DeviceType::CPU)};
  }

  c10::DeleterFnPtr raw_deleter() const override { return &give_back; }

  void copy_data(void* to, const void* from, size_t size) const override { inner->copy_data(to, from, size); }
};

}  // namespace

bool install_small_blocks() {
  static std::once_flag once;
  std::call_once(once, [] {
    inner = c10::GetCPUAllocator();
    // Never destroyed: threads may allocate to the very end of the process.
    c10::SetCPUAllocator(new KeepingAllocator, /*priority=*/1);
  });
  return true;
}

#else

bool install_small_blocks() {
  return false;
}

#endif

}  // namespace torch4j
