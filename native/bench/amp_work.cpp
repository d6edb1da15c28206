// The suite `amp`: unscaling, clipping, AdamW and the update of the scale, by the ATen operators that Python calls.
#include <torch/torch.h>

#include "work.h"

namespace torch4j::bench {
namespace {

using Tensors = std::vector<torch::Tensor>;

struct Model {
  Model(int64_t count, int64_t size) {
    torch::manual_seed(0);
    for (int64_t i = 0; i < count; ++i) {
      params.push_back(torch::randn({size}));
      grads.push_back(torch::randn({size}));
    }
  }

  Tensors params, grads;
};

torch::Tensor norm_of(const Tensors& grads) {
  return at::linalg_vector_norm(at::stack(at::_foreach_norm(grads, 2)), 2);
}

void clip(const Tensors& grads, double max_norm) {
  const torch::Tensor coefficient = ((norm_of(grads) + 1e-6).reciprocal() * max_norm).clamp_max(1.0);
  at::_foreach_mul_(grads, coefficient);
}

std::vector<double> magnitudes(const torch::Tensor& tensor) {
  return {tensor.abs().sum().item<double>()};
}

// The scale is 1/2 and max_norm the norm of the unscaled gradients, so each step doubles the gradients and halves them
// again.
class AmpWork final : public Work {
 public:
  AmpWork(int64_t count, int64_t size) : model_(count, size), max_norm_(norm_of(model_.grads).item<double>()) {
    for (const torch::Tensor& param : model_.params) {
      avgs_.push_back(torch::zeros_like(param));
      squares_.push_back(torch::zeros_like(param));
      steps_.push_back(torch::zeros({}));
    }
  }

  void run(int64_t steps) override {
    const torch::NoGradGuard no_grad;
    for (int64_t i = 0; i < steps; ++i) {
      torch::Tensor found = torch::zeros({});
      at::_amp_foreach_non_finite_check_and_unscale_(model_.grads, found,
                                                     scale_.to(torch::kDouble).reciprocal().to(torch::kFloat));
      clip(model_.grads, max_norm_);
      at::_foreach_add_(steps_, 1);
      at::_fused_adamw_(model_.params, model_.grads, avgs_, squares_, {}, steps_, 1e-3, 0.9, 0.999, 1e-2, 1e-8, false,
                        false, {}, found);
      at::_foreach_sub_(steps_, Tensors(steps_.size(), found));
      at::_amp_update_scale_(scale_, growth_, found, 2, 0.5, int64_t{1} << 30);
    }
  }

  std::vector<double> check() const override { return magnitudes(model_.params[0]); }

 private:
  Model model_;
  double max_norm_;
  Tensors avgs_, squares_, steps_;
  torch::Tensor scale_ = torch::full({1}, 0.5), growth_ = torch::zeros({1}, torch::kInt);
};

class ClipWork final : public Work {
 public:
  ClipWork(int64_t count, int64_t size) : model_(count, size), max_norm_(norm_of(model_.grads).item<double>()) {}

  void run(int64_t steps) override {
    for (int64_t i = 0; i < steps; ++i) {
      max_norm_ *= 0.9999;
      clip(model_.grads, max_norm_);
    }
  }

  std::vector<double> check() const override { return magnitudes(model_.grads[0]); }

 private:
  Model model_;
  double max_norm_;
};

class CopyWork final : public Work {
 public:
  explicit CopyWork(int64_t size) : model_(2, size) {}

  void run(int64_t steps) override {
    for (int64_t i = 0; i < steps; ++i) {
      model_.grads[1].copy_(model_.grads[0]);
    }
  }

  std::vector<double> check() const override { return magnitudes(model_.grads[1]); }

 private:
  Model model_;
};

}  // namespace

void add_amp(Rows& rows) {
  constexpr std::pair<int64_t, int64_t> kShapes[] = {{10, 4'000'000}, {100, 10'000}, {1000, 64}};
  for (const auto& [count, size] : kShapes) {
    const std::string shape = std::to_string(count) + "x" + std::to_string(size);
    rows["amp_" + shape] = [count = count, size = size] { return std::make_unique<AmpWork>(count, size); };
    rows["clip_" + shape] = [count = count, size = size] { return std::make_unique<ClipWork>(count, size); };
  }
  rows["copy_40000000"] = [] { return std::make_unique<CopyWork>(40'000'000); };
}

}  // namespace torch4j::bench
