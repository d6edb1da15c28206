// The suite `optimizer`: steps of the C++ frontend's optimizers with fixed gradients.
#include <torch/torch.h>

#include "work.h"

namespace torch4j::bench {
namespace {

template <typename Optimizer>
class OptimizerWork final : public Work {
 public:
  OptimizerWork(int64_t count, int64_t size) : params_(make(count, size)), optimizer_(params_, {1e-3}) {}

  void run(int64_t steps) override {
    for (int64_t i = 0; i < steps; ++i) {
      optimizer_.step();
    }
  }

  std::vector<double> check() const override { return {params_[0].abs().sum().template item<double>()}; }

 private:
  static std::vector<torch::Tensor> make(int64_t count, int64_t size) {
    torch::manual_seed(0);
    std::vector<torch::Tensor> params;
    for (int64_t i = 0; i < count; ++i) {
      params.push_back(torch::randn({size}).requires_grad_());
      params.back().mutable_grad() = torch::randn({size});
    }
    return params;
  }

  std::vector<torch::Tensor> params_;
  Optimizer optimizer_;
};

template <typename Optimizer>
void add_row(Rows& rows, const std::string& name, int64_t count, int64_t size) {
  rows[name] = [=] { return std::make_unique<OptimizerWork<Optimizer>>(count, size); };
}

}  // namespace

void add_optimizers(Rows& rows) {
  for (const std::string suffix : {"", "_default"}) {
    add_row<torch::optim::Adam>(rows, "adam_1000x64" + suffix, 1000, 64);
    add_row<torch::optim::Adam>(rows, "adam_100x10000" + suffix, 100, 10'000);
    add_row<torch::optim::Adam>(rows, "adam_60x400000" + suffix, 60, 400'000);
  }
  add_row<torch::optim::RMSprop>(rows, "rmsprop_1000x64", 1000, 64);
}

}  // namespace torch4j::bench
