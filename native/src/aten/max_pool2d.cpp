#include "aten/max_pool2d.h"

#include <ATen/EmptyTensor.h>
#include <ATen/Parallel.h>
#include <ATen/TensorIterator.h>
#include <ATen/TensorSubclassLikeUtils.h>
#include <ATen/ops/max_pool2d_native.h>
#include <ATen/ops/max_pool2d_with_indices_cpu_dispatch.h>
#include <torch/csrc/autograd/functions/utils.h>
#include <torch/library.h>

#include <algorithm>
#include <limits>
#include <mutex>
#include <optional>
#include <tuple>

#include "aten/max_pool2d_kernel.h"
#include "aten/quiet_warnings.h"
#include "ops/cpu/isa.h"

namespace torch4j {

namespace ops::cpu {

TORCH4J_ISA_VARIANTS(template <typename scalar_t> void max_pool(const PoolPlanes<scalar_t>& planes))

}  // namespace ops::cpu

namespace {

using ops::cpu::PoolPlanes;
using ops::cpu::PoolWindow;

// Windows in a row. With fewer most of a vector is empty, and ATen's kernel is quicker.
constexpr int64_t kFewestWindows = 3;

struct Windows {
  PoolWindow down, across;
};

// The entry of a list that has one for both dimensions, or one for each.
int64_t of(at::IntArrayRef list, size_t dimension) {
  return list.size() == 1 ? list[0] : list[dimension];
}

PoolWindow window(at::IntArrayRef size, at::IntArrayRef stride, at::IntArrayRef padding, size_t dimension) {
  return {of(size, dimension), of(stride.empty() ? size : stride, dimension), of(padding, dimension)};
}

bool fits(const PoolWindow& window, int64_t size) {
  return window.size > 0 && window.stride > 0 && window.padding >= 0 && window.padding <= window.size / 2 &&
         size + 2 * window.padding >= window.size;
}

int64_t pooled(const PoolWindow& window, int64_t size) {
  return (size + 2 * window.padding - window.size) / window.stride + 1;
}

bool has_one_or_two(at::IntArrayRef list) {
  return list.size() == 1 || list.size() == 2;
}

bool has_kernel(at::ScalarType dtype) {
  return dtype == at::kFloat || dtype == at::kBFloat16;
}

// A dense image, or a batch of them. The kernel counts an image's elements in 32 bits, and a vector of windows beyond.
bool is_images(const at::Tensor& self) {
  return self.layout() == at::kStrided && has_kernel(self.scalar_type()) && (self.dim() == 3 || self.dim() == 4) &&
         self.numel() > 0 && self.is_contiguous() && self.suggest_memory_format() == at::MemoryFormat::Contiguous &&
         self.size(-1) * self.size(-2) <= std::numeric_limits<int32_t>::max() / 16;
}

// What the arguments ask for, unless it is something that ATen's kernel alone knows, or an error.
std::optional<Windows> windows(const at::Tensor& self, at::IntArrayRef kernel_size, at::IntArrayRef stride,
                               at::IntArrayRef padding, at::IntArrayRef dilation, bool ceil_mode) {
  const bool plain = !ceil_mode && has_one_or_two(kernel_size) && (stride.empty() || has_one_or_two(stride)) &&
                     has_one_or_two(padding) && has_one_or_two(dilation) && of(dilation, 0) == 1 &&
                     of(dilation, 1) == 1;
  if (!plain || !is_images(self)) {
    return std::nullopt;
  }
  const Windows found{window(kernel_size, stride, padding, 0), window(kernel_size, stride, padding, 1)};
  const bool quicker = fits(found.down, self.size(-2)) && fits(found.across, self.size(-1)) &&
                       pooled(found.across, self.size(-1)) >= kFewestWindows;
  return quicker ? std::optional(found) : std::nullopt;
}

// `places` is empty where nobody asks for them.
template <typename scalar_t>
void pool(const at::Tensor& self, const Windows& windows, at::Tensor& result, at::Tensor& places) {
  const int64_t height = self.size(-2), width = self.size(-1);
  const int64_t out_height = result.size(-2), out_width = result.size(-1);
  const int64_t inputs = height * width, outputs = out_height * out_width;
  const auto* from = self.const_data_ptr<scalar_t>();
  auto* to = result.mutable_data_ptr<scalar_t>();
  int64_t* places_to = places.defined() ? places.mutable_data_ptr<int64_t>() : nullptr;
  const int64_t per_plane = outputs * windows.down.size * windows.across.size;
  const int64_t grain = std::max<int64_t>(1, at::internal::GRAIN_SIZE / per_plane);
  at::parallel_for(0, self.numel() / inputs, grain, [&](int64_t begin, int64_t end) {
    using namespace ops::cpu;  // the variants
    const PoolPlanes<scalar_t> planes{from + begin * inputs,
                                      to + begin * outputs,
                                      places_to == nullptr ? nullptr : places_to + begin * outputs,
                                      end - begin,
                                      height,
                                      width,
                                      out_height,
                                      out_width,
                                      windows.down,
                                      windows.across};
    TORCH4J_ISA_CALL(max_pool, planes);
  });
}

// The largest elements and, if asked for, their places.
std::tuple<at::Tensor, at::Tensor> pool(const at::Tensor& self, const Windows& windows, bool with_places) {
  auto sizes = self.sizes().vec();
  sizes[sizes.size() - 2] = pooled(windows.down, self.size(-2));
  sizes[sizes.size() - 1] = pooled(windows.across, self.size(-1));
  at::Tensor result = at::detail::empty_cpu(sizes, self.scalar_type());
  at::Tensor places = with_places ? at::detail::empty_cpu(sizes, at::kLong) : at::Tensor();
  if (self.scalar_type() == at::kFloat) {
    pool<float>(self, windows, result, places);
  } else {
    pool<c10::BFloat16>(self, windows, result, places);
  }
  return {result, places};
}

// For both autograd's key and the one below it, where inference mode begins.
bool is_without_gradient(const at::Tensor& self) {
  return !self.is_neg() && !at::isTensorSubclassLike(self) && !torch::autograd::isFwGradDefined(self) &&
         !torch::autograd::compute_requires_grad(self);
}

at::Tensor max_pool2d(const at::Tensor& self, at::IntArrayRef kernel_size, at::IntArrayRef stride,
                      at::IntArrayRef padding, at::IntArrayRef dilation, bool ceil_mode) {
  if (is_without_gradient(self)) {
    if (const auto asked = windows(self, kernel_size, stride, padding, dilation, ceil_mode)) {
      return std::get<0>(pool(self, *asked, false));
    }
  }
  return at::native::max_pool2d(self, kernel_size, stride, padding, dilation, ceil_mode);
}

std::tuple<at::Tensor, at::Tensor> max_pool2d_with_indices(const at::Tensor& self, at::IntArrayRef kernel_size,
                                                           at::IntArrayRef stride, at::IntArrayRef padding,
                                                           at::IntArrayRef dilation, bool ceil_mode) {
  if (const auto asked = windows(self, kernel_size, stride, padding, dilation, ceil_mode)) {
    return pool(self, *asked, true);
  }
  return at::cpu::max_pool2d_with_indices(self, kernel_size, stride, padding, dilation, ceil_mode);
}

}  // namespace

bool install_max_pool2d() {
  static torch::Library cpu(torch::Library::IMPL, "aten", c10::DispatchKey::CPU, __FILE__, __LINE__);
  static torch::Library autograd(torch::Library::IMPL, "aten", c10::DispatchKey::AutogradCPU, __FILE__, __LINE__);
  static std::once_flag once;
  std::call_once(once, [] {
    const QuietWarnings quiet;
    cpu.impl("max_pool2d", max_pool2d);
    autograd.impl("max_pool2d", max_pool2d);
    cpu.impl("max_pool2d_with_indices", max_pool2d_with_indices);
  });
  return true;
}

}  // namespace torch4j
