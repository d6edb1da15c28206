#include "blas_threads.h"

#include <ATen/Parallel.h>
#include <dlfcn.h>

namespace torch4j {
namespace {

// A symbol of a library that is loaded already; the presets load a BLAS for themselves only, out of dlsym's default
// sight.
template <typename Function>
Function* symbol(const char* library, const char* name) {
  void* handle = dlopen(library, RTLD_NOLOAD | RTLD_LAZY);
  if (handle == nullptr) {
    return nullptr;
  }
  auto* found = reinterpret_cast<Function*>(dlsym(handle, name));
  dlclose(handle);  // it stays loaded: JavaCPP holds it
  return found;
}

constexpr const char* kMkl = "libmkl_rt.so.2";
constexpr const char* kOpenBlas = "libopenblas.so.0";

auto* mkl_set_num_threads() {
  return symbol<void(int)>(kMkl, "MKL_Set_Num_Threads");
}

auto* openblas_set_num_threads() {
  return symbol<void(int)>(kOpenBlas, "openblas_set_num_threads");
}

// openblas_threads_callback of OpenBLAS >= 0.3.27.
using DoJob = void (*)(int thread, void* job, int job_data);
using RunJobs = void (*)(int sync, DoJob run, int jobs, size_t job_size, void* data, int job_data);

void run_on_libtorch_threads(int /*sync*/, DoJob run, int jobs, size_t job_size, void* data, int job_data) {
  at::parallel_for(0, jobs, 1, [&](int64_t begin, int64_t end) {
    for (int64_t job = begin; job < end; ++job) {
      run(static_cast<int>(job), static_cast<char*>(data) + job * job_size, job_data);
    }
  });
}

}  // namespace

std::string blas_name() {
  if (mkl_set_num_threads() != nullptr) {
    return "MKL";
  }
  return openblas_set_num_threads() != nullptr ? "OpenBLAS" : "built in";
}

void set_num_threads(int threads) {
  TORCH_CHECK(threads > 0, "setNumThreads: threads: got ", threads, ", expected > 0");
  at::set_num_threads(threads);
  if (auto* set = mkl_set_num_threads()) {
    set(threads);
  }
  if (auto* set = openblas_set_num_threads()) {
    set(threads);
  }
}

bool share_threads_with_openblas() {
  auto* set = symbol<void(RunJobs)>(kOpenBlas, "openblas_set_threads_callback_function");
  if (set == nullptr) {
    return false;
  }
  set(run_on_libtorch_threads);
  return true;
}

}  // namespace torch4j
