#include "max_pool.h"

#include <ATen/EmptyTensor.h>
#include <ATen/Parallel.h>
#include <ATen/TensorIterator.h>
#include <ATen/TensorSubclassLikeUtils.h>
#include <ATen/ops/max_pool2d_native.h>
#include <torch/csrc/autograd/functions/utils.h>
#include <torch/library.h>

#include <algorithm>
#include <mutex>

#include "ops/cpu/isa.h"
#include "ops/cpu/max_pool_kernel.h"

namespace torch4j {

namespace ops::cpu {

TORCH4J_ISA_VARIANTS(void max_pool(const PoolPlane& plane))

}  // namespace ops::cpu

namespace {

using ops::cpu::PoolPlane;
using ops::cpu::PoolWindow;

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

// A dense image, or a batch of them, whose gradient nobody wants.
bool takes(const at::Tensor& self) {
  return self.layout() == at::kStrided && self.scalar_type() == at::kFloat && (self.dim() == 3 || self.dim() == 4) &&
         self.numel() > 0 && self.is_contiguous() && self.suggest_memory_format() == at::MemoryFormat::Contiguous &&
         !self.is_neg() && !at::isTensorSubclassLike(self) && !torch::autograd::isFwGradDefined(self) &&
         !torch::autograd::compute_requires_grad(self);
}

at::Tensor pool(const at::Tensor& self, const PoolWindow& down, const PoolWindow& across) {
  const int64_t height = self.size(-2), width = self.size(-1);
  const int64_t out_height = pooled(down, height), out_width = pooled(across, width);
  auto sizes = self.sizes().vec();
  sizes[sizes.size() - 2] = out_height;
  sizes[sizes.size() - 1] = out_width;
  at::Tensor result = at::detail::empty_cpu(sizes, at::kFloat);
  const float* from = self.const_data_ptr<float>();
  auto* to = result.mutable_data_ptr<float>();
  const int64_t outputs = out_height * out_width;
  const int64_t grain = std::max<int64_t>(1, at::internal::GRAIN_SIZE / (outputs * down.size * across.size));
  at::parallel_for(0, self.numel() / (height * width), grain, [&](int64_t begin, int64_t end) {
    using namespace ops::cpu;  // the variants
    for (int64_t i = begin; i < end; ++i) {
      const PoolPlane plane{
          from + i * height * width, to + i * outputs, height, width, out_height, out_width, down, across};
      TORCH4J_ISA_CALL(max_pool, plane);
    }
  });
  return result;
}

at::Tensor max_pool2d(const at::Tensor& self, at::IntArrayRef kernel_size, at::IntArrayRef stride,
                      at::IntArrayRef padding, at::IntArrayRef dilation, bool ceil_mode) {
  const bool plain = !ceil_mode && has_one_or_two(kernel_size) && (stride.empty() || has_one_or_two(stride)) &&
                     has_one_or_two(padding) && has_one_or_two(dilation) && of(dilation, 0) == 1 &&
                     of(dilation, 1) == 1;
  if (plain && takes(self)) {
    const PoolWindow down = window(kernel_size, stride, padding, 0), across = window(kernel_size, stride, padding, 1);
    if (fits(down, self.size(-2)) && fits(across, self.size(-1))) {
      return pool(self, down, across);
    }
  }
  return at::native::max_pool2d(self, kernel_size, stride, padding, dilation, ceil_mode);
}

}  // namespace

void pool_without_places() {
  static torch::Library inference(torch::Library::IMPL, "aten", c10::DispatchKey::CPU, __FILE__, __LINE__);
  static torch::Library training(torch::Library::IMPL, "aten", c10::DispatchKey::AutogradCPU, __FILE__, __LINE__);
  static std::once_flag once;
  std::call_once(once, [] {
    inference.impl("max_pool2d", max_pool2d);
    training.impl("max_pool2d", max_pool2d);
  });
}

}  // namespace torch4j
