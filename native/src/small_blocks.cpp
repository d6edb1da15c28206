#include "small_blocks.h"

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

// Sizes are counted in cache lines, up to 64 KiB.
constexpr size_t kLine = 64;
constexpr size_t kMostLines = 1024;

// Blocks come in each size up to eight lines, then in four for each doubling.
struct SizeClass {
  explicit constexpr SizeClass(size_t at_least) : lines(at_least), index(at_least - 1) {
    if (at_least > 8) {
      const int shift = std::bit_width(at_least - 1) - 3;
      const size_t quarter = (at_least - 1) >> shift;
      lines = (quarter + 1) << shift;
      index = 4 * shift + quarter;
    }
  }

  size_t lines, index;
};

struct FreeBlock {
  FreeBlock* next;
};

class FreeBlocks {
 public:
  FreeBlock* take() {
    FreeBlock* block = first_;
    if (block != nullptr) {
      first_ = block->next;
      --count_;
    }
    return block;
  }

  bool add(void* place, size_t lines) {
    // Of small ones more are alive at a time.
    if (count_ >= std::min<size_t>(128, 2 * kMostLines / lines)) {
      return false;
    }
    first_ = new (place) FreeBlock{first_};
    ++count_;
    return true;
  }

 private:
  FreeBlock* first_ = nullptr;
  size_t count_ = 0;
};

c10::Allocator* inner = nullptr;

// What a thread keeps. Trivial to destroy, for tensors are freed until a thread's very end.
struct Kept {
  std::array<FreeBlocks, SizeClass(kMostLines).index + 1> blocks;
  bool open, closed;
};
thread_local constinit Kept kept = {};

// Gives back all at the thread's end.
struct AtEnd {
  ~AtEnd() {
    kept.closed = true;
    for (FreeBlocks& blocks : kept.blocks) {
      while (FreeBlock* block = blocks.take()) {
        inner->raw_deleter()(block);
      }
    }
  }
};

bool keeps() {
  if (!kept.open) {
    thread_local const AtEnd at_end;
    static_cast<void>(at_end);
    kept.open = true;
  }
  return !kept.closed && !c10::memoryProfilingEnabled();
}

void give_back(void* block) {
  if (block == nullptr) {
    return;
  }
  const size_t lines = ::malloc_usable_size(block) / kLine;
  if (lines >= 1 && lines <= kMostLines && keeps()) {
    // What was allocated while the profiler looked may have another size: it counts as the next smaller one.
    const SizeClass up(lines);
    if (kept.blocks[up.lines > lines ? up.index - 1 : up.index].add(block, lines)) {
      return;
    }
  }
  inner->raw_deleter()(block);
}

class KeepingAllocator final : public c10::Allocator {
 public:
  c10::DataPtr allocate(size_t size) override {
    if (size == 0 || size > kMostLines * kLine || !keeps()) {
      return inner->allocate(size);
    }
    const SizeClass size_class((size + kLine - 1) / kLine);
    void* block = kept.blocks[size_class.index].take();
    if (block == nullptr) {
      block = inner->raw_allocate(size_class.lines * kLine);
    }
    return {block, block, &give_back, c10::Device(c10::DeviceType::CPU)};
  }

  c10::DeleterFnPtr raw_deleter() const override { return &give_back; }

  void copy_data(void* to, const void* from, size_t size) const override { inner->copy_data(to, from, size); }
};

}  // namespace

bool keep_small_blocks() {
  static std::once_flag once;
  std::call_once(once, [] {
    inner = c10::GetCPUAllocator();
    // Never destroyed: threads may allocate to the very end of the process.
    c10::SetCPUAllocator(new KeepingAllocator, /*priority=*/1);
  });
  return true;
}

#else

bool keep_small_blocks() {
  return false;
}

#endif

}  // namespace torch4j
