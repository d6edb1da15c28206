#include "aten/mm.h"

#include <ATen/Context.h>
#include <ATen/ops/addmm_cpu_dispatch.h>
#include <ATen/ops/mm_cpu_dispatch.h>
#include <torch/library.h>

#include "aten/factors.h"
#include "aten/quiet_warnings.h"
#include "threads/loaded_library.h"

namespace torch4j {
namespace {

// Sets MKL's number of threads for the calling thread alone, and returns what was set before.
int (*set_local_threads)(int) = nullptr;

// From so many multiplications on a product is worth a second thread.
constexpr int64_t kWorthThreads = 2 << 20;

// While it lives, a small product's MKL has one thread.
class SmallOnOneThread {
 public:
  SmallOnOneThread(const at::Tensor& a, const at::Tensor& b)
      : small_(is_small(a, b)), before_(small_ ? set_local_threads(1) : 0) {}
  ~SmallOnOneThread() {
    if (small_) {
      set_local_threads(before_);
    }
  }
  SmallOnOneThread(const SmallOnOneThread&) = delete;
  SmallOnOneThread& operator=(const SmallOnOneThread&) = delete;

 private:
  static bool is_small(const at::Tensor& a, const at::Tensor& b) {
    if (a.dim() != 2 || b.dim() != 2) {
      return false;
    }
    const double multiplications = static_cast<double>(a.size(0)) * a.size(1) * b.size(1);
    return multiplications < kWorthThreads;
  }

  bool small_;
  int before_;
};

at::Tensor mm(const at::Tensor& a, const at::Tensor& b) {
  const SmallOnOneThread threads(a, b);
  return at::cpu::mm(a, b);
}

at::Tensor addmm(const at::Tensor& self, const at::Tensor& a, const at::Tensor& b, const at::Scalar& beta,
                 const at::Scalar& alpha) {
  if (!is_finite(beta) || !is_finite(alpha)) {
    return at::cpu::addmm(self, a, b, beta, alpha);
  }
  const SmallOnOneThread threads(a, b);
  return at::cpu::addmm(self, a, b, beta, alpha);
}

void stand_before_atens() {
  const QuietWarnings quiet;
  static torch::Library library(torch::Library::IMPL, "aten", c10::DispatchKey::CPU, __FILE__, __LINE__);
  library.impl("mm", mm);
  library.impl("addmm", addmm);
}

}  // namespace

bool install_mm() {
  static const bool installed = [] {
    set_local_threads = symbol<int(int)>(kMkl, "MKL_Set_Num_Threads_Local");
    if (at::globalContext().hasMKL() || set_local_threads == nullptr) {
      return false;
    }
    stand_before_atens();
    return true;
  }();
  return installed;
}

}  // namespace torch4j
