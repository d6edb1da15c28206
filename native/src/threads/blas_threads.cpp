#include "threads/blas_threads.h"

#include <ATen/Context.h>
#include <ATen/Parallel.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <mutex>
#include <thread>
#include <vector>

#include "threads/loaded_library.h"

namespace torch4j {
namespace {

constexpr const char* kOpenBlas = "libopenblas.so.0";
constexpr const char* kLibTorch = "libtorch_cpu.so";  // Python's has MKL built in

auto* mkl_set_num_threads() {
  return symbol<void(int)>(kMkl, "MKL_Set_Num_Threads");
}

auto* openblas_set_num_threads() {
  return symbol<void(int)>(kOpenBlas, "openblas_set_num_threads");
}

// openblas_threads_callback of OpenBLAS >= 0.3.27.
using DoJob = void (*)(int slot, void* job, int job_data);
using RunJobs = void (*)(int sync, DoJob run, int jobs, size_t job_size, void* data, int job_data);

// OpenBLAS keeps a scratch buffer and a state for each of its thread slots. Its own workers, which LU still goes to,
// take the lowest ones; ours count down from the highest, and the two halves never meet.
int slots = 0;

// How many slots this OpenBLAS was built with, or 0 where it does not say.
int built_slots() {
  auto* config = symbol<char*()>(kOpenBlas, "openblas_get_config");
  const char* found = config == nullptr ? nullptr : std::strstr(config(), "MAX_THREADS=");
  return found == nullptr ? 0 : std::atoi(found + std::strlen("MAX_THREADS="));
}

// Runs every job on a thread of LibTorch's team; false, and none has run, where the team has fewer threads than jobs:
// inside a parallel region, or where the thread's count was set without OpenBLAS's.
template <typename RunJob>
bool run_on_team([[maybe_unused]] int jobs, [[maybe_unused]] const RunJob& run_job) {
  bool large_enough = false;
#ifdef _OPENMP
  at::internal::lazy_init_num_threads();
#pragma omp parallel
  if (omp_get_num_threads() >= jobs) {
    const int job = omp_get_thread_num();
    if (job == 0) {
      large_enough = true;
    }
    if (job < jobs) {
      run_job(job);
    }
  }
#endif
  return large_enough;
}

// The jobs of one call wait for each other, so all of them must run at once: one after the other they would hang.
void run_on_libtorch_threads(int /*sync*/, DoJob run, int jobs, size_t job_size, void* data, int job_data) noexcept {
  static std::mutex one_call_at_a_time;  // for the slots are the same ones
  const std::lock_guard lock(one_call_at_a_time);
  const auto run_job = [&](int job) { run(slots - 1 - job, static_cast<char*>(data) + job * job_size, job_data); };
  if (run_on_team(jobs, run_job)) {
    return;
  }
  std::vector<std::jthread> threads;
  for (int job = 1; job < jobs; ++job) {
    threads.emplace_back(run_job, job);
  }
  run_job(0);
}

}  // namespace

std::string blas_name() {
  if (at::globalContext().hasMKL()) {
    return "MKL, built in";
  }
  if (mkl_set_num_threads() != nullptr) {
    return "MKL";
  }
  return openblas_set_num_threads() != nullptr ? "OpenBLAS" : "built in";
}

void set_num_threads(int threads) {
  TORCH_CHECK(threads > 0, "setNumThreads: threads: got ", threads, ", expected > 0");
  at::set_num_threads(threads);
  // MKL takes its threads from the same OpenMP: just as many, or the team would be taken apart and built again between
  // LibTorch's regions and MKL's. LibTorch does the same where MKL is built in.
  if (auto* set = mkl_set_num_threads()) {
    symbol<void(int)>(kMkl, "MKL_Set_Dynamic")(0);
    set(threads);
  }
  // OpenBLAS waits for its threads in busy loops: more of them than cores would wait for each other's time slices.
  if (auto* set = openblas_set_num_threads()) {
    const int cores = std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
    const int blas_threads = std::min(threads, cores);
    set(slots == 0 ? blas_threads : std::min(blas_threads, slots / 2));
  }
}

void set_num_threads_of_this_thread(int threads) {
  TORCH_CHECK(threads > 0, "set_num_threads_of_this_thread: threads: got ", threads, ", expected > 0");
  // Or it would undo this at the thread's first operator: in this library, and in LibTorch, which has a flag of its
  // own.
  at::internal::lazy_init_num_threads();
  at::get_num_threads();
#ifdef _OPENMP
  omp_set_num_threads(threads);
#endif
  for (const char* library : {kMkl, kLibTorch}) {
    if (auto* set = symbol<int(int)>(library, "MKL_Set_Num_Threads_Local")) {
      set(threads);
    }
  }
}

namespace {

// MKL would bring Intel's OpenMP, a second set of threads beside LibTorch's own.
bool share_threads_with_mkl() {
  constexpr int kThreadingGnu = 3;  // MKL_THREADING_GNU
  auto* set = symbol<int(int)>(kMkl, "MKL_Set_Threading_Layer");
  return set != nullptr && set(kThreadingGnu) == kThreadingGnu;
}

bool share_threads_with_openblas() {
  auto* share = symbol<void(RunJobs)>(kOpenBlas, "openblas_set_threads_callback_function");
  auto* threads = symbol<int()>(kOpenBlas, "openblas_get_num_threads");
  const int built = built_slots();
  if (share == nullptr || threads == nullptr || built < 2) {
    return false;
  }
  openblas_set_num_threads()(std::min(threads(), built / 2));
  slots = built;
  share(run_on_libtorch_threads);
  return true;
}

}  // namespace

bool share_threads_with_blas() {
  return share_threads_with_mkl() || share_threads_with_openblas();
}

}  // namespace torch4j
