#include "memory/huge_pages.h"

#include <c10/core/Allocator.h>
#include <c10/core/CPUAllocator.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <cstdint>
#include <cstdlib>

#ifdef __linux__
#include <sys/mman.h>
#endif

namespace torch4j {

#ifdef __linux__

namespace {

// Smaller tensors lie between larger ones, in memory that is marked already.
constexpr size_t kMarkFrom = 64 << 10;
// A heap of glibc's for threads other than the first, and its alignment.
constexpr uintptr_t kWindow = 64 << 20;
// Blocks of this size have a mapping of their own, see heap.cpp.
constexpr size_t kOwnMapping = 32 << 20;
constexpr uintptr_t kPage = 4096;

class MarkingAllocator final : public c10::Allocator {
 public:
  explicit MarkingAllocator(c10::Allocator* inner) : inner_(inner) {}

  c10::DataPtr allocate(size_t size) override {
    c10::DataPtr data = inner_->allocate(size);
    if (size >= kMarkFrom && !refused_.load(std::memory_order_relaxed)) {
      mark(reinterpret_cast<uintptr_t>(data.get()), size);
    }
    return data;
  }

  c10::DeleterFnPtr raw_deleter() const override { return inner_->raw_deleter(); }

  void copy_data(void* to, const void* from, size_t size) const override { inner_->copy_data(to, from, size); }

 private:
  void mark(uintptr_t begin, size_t size) {
    if (size >= kOwnMapping) {
      advise(begin / kPage * kPage, begin + size);
      return;
    }
    for (uintptr_t window = begin / kWindow; window <= (begin + size - 1) / kWindow; ++window) {
      auto& seen = seen_[window % seen_.size()];
      // A window that is not all there yet will be marked again when more of it is.
      if (seen.load(std::memory_order_relaxed) != window && advise(window * kWindow, (window + 1) * kWindow)) {
        seen.store(window, std::memory_order_relaxed);
      }
    }
  }

  // What is mapped there is marked, even where the answer is no.
  bool advise(uintptr_t begin, uintptr_t end) {
    const int error = ::madvise(reinterpret_cast<void*>(begin), end - begin, MADV_HUGEPAGE) == 0 ? 0 : errno;
    if (error == EINVAL) {
      refused_ = true;
    }
    return error == 0;
  }

  c10::Allocator* inner_;
  std::atomic<bool> refused_ = false;  // by a kernel without such pages
  std::array<std::atomic<uintptr_t>, 1024> seen_ = {};
};

}  // namespace

bool install_huge_pages() {
  if (std::getenv("THP_MEM_ALLOC_ENABLE") != nullptr) {
    return false;
  }
  // Never destroyed: threads may allocate to the very end of the process.
  static auto& marking = *new MarkingAllocator(c10::GetCPUAllocator());
  c10::SetCPUAllocator(&marking, /*priority=*/1);
  return true;
}

#else

bool install_huge_pages() {
  return false;
}

#endif

}  // namespace torch4j
