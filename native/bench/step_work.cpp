// The suite `step`: one training step on a fixed batch, with the fused Adam that torch4j and Python call.
#include <ATen/ops/_foreach_add.h>
#include <ATen/ops/_fused_adam.h>
#include <torch/torch.h>

#include "work.h"

namespace torch4j::bench {
namespace {

namespace nn = torch::nn;

class FusedAdam {
 public:
  explicit FusedAdam(std::vector<torch::Tensor> params) : params_(std::move(params)) {
    for (const auto& param : params_) {
      exp_avgs_.push_back(torch::zeros_like(param));
      exp_avg_sqs_.push_back(torch::zeros_like(param));
      steps_.push_back(torch::zeros({}));
    }
  }

  void zero_grad() {
    for (auto& param : params_) {
      param.mutable_grad().reset();
    }
  }

  void step() {
    const torch::NoGradGuard no_grad;
    std::vector<torch::Tensor> grads;
    grads.reserve(params_.size());
    for (const auto& param : params_) {
      grads.push_back(param.grad());
    }
    at::_foreach_add_(steps_, 1);
    at::_fused_adam_(params_, grads, exp_avgs_, exp_avg_sqs_, {}, steps_, /*lr=*/1e-3, /*beta1=*/0.9,
                     /*beta2=*/0.999, /*weight_decay=*/0, /*eps=*/1e-8, /*amsgrad=*/false, /*maximize=*/false);
  }

 private:
  std::vector<torch::Tensor> params_, exp_avgs_, exp_avg_sqs_, steps_;
};

class StepWork final : public Work {
 public:
  StepWork(nn::Sequential model, std::vector<int64_t> input_shape)
      : model_(std::move(model)),
        optimizer_(model_->parameters()),
        x_(torch::rand(input_shape)),
        y_(torch::randint(10, {input_shape[0]})) {}

  void run(int64_t steps) override {
    for (int64_t i = 0; i < steps; ++i) {
      optimizer_.zero_grad();
      const auto loss = criterion_(model_->forward(x_), y_);
      loss.backward();
      optimizer_.step();
      ++done_;
      if (done_ == 1 || done_ == 5 || done_ == 10 || done_ == 50) {
        check_.push_back(loss.item<double>());
      }
    }
  }

  std::vector<double> check() const override { return check_; }

 private:
  nn::Sequential model_;
  nn::CrossEntropyLoss criterion_;
  FusedAdam optimizer_;
  torch::Tensor x_, y_;
  int64_t done_ = 0;
  std::vector<double> check_;
};

// Layers are pushed one by one, since the order in which arguments of a call are evaluated is unspecified, and each
// layer initializes its weights from the random generator.
std::unique_ptr<Work> mlp(int64_t width, int64_t batch) {
  torch::manual_seed(0);
  nn::Sequential model;
  model->push_back(nn::Linear(784, width));
  model->push_back(nn::ReLU());
  model->push_back(nn::Linear(width, width));
  model->push_back(nn::ReLU());
  model->push_back(nn::Linear(width, 10));
  return std::make_unique<StepWork>(model, std::vector<int64_t>{batch, 784});
}

std::unique_ptr<Work> cnn() {
  torch::manual_seed(0);
  nn::Sequential model;
  for (const auto& [in, out] : {std::pair(1, 16), std::pair(16, 32)}) {
    model->push_back(nn::Conv2d(nn::Conv2dOptions(in, out, 3).padding(1)));
    model->push_back(nn::BatchNorm2d(out));
    model->push_back(nn::ReLU());
    model->push_back(nn::MaxPool2d(2));
  }
  model->push_back(nn::Flatten());
  model->push_back(nn::Linear(1568, 10));
  return std::make_unique<StepWork>(model, std::vector<int64_t>{64, 1, 28, 28});
}

}  // namespace

void add_steps(Rows& rows) {
  // A row `…_default` differs in Python's optimizer only.
  for (const std::string suffix : {"", "_default"}) {
    rows["mlp_small" + suffix] = [] { return mlp(64, 32); };
    rows["mlp_large" + suffix] = [] { return mlp(1024, 256); };
    rows["cnn" + suffix] = cnn;
  }
}

}  // namespace torch4j::bench
