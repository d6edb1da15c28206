#include "autograd/gradient_observer.h"

#include <torch/csrc/autograd/functions/utils.h>
#include <torch/csrc/autograd/variable.h>

#include <string>
#include <utility>

namespace torch4j {

namespace {

class ObservedNode : public torch::autograd::Node {
 public:
  ObservedNode(std::shared_ptr<GraphCallback> observer, torch::autograd::edge_list next)
      : torch::autograd::Node(std::move(next)), observer_(std::move(observer)) {}

  torch::autograd::variable_list apply(torch::autograd::variable_list&& gradients) override {
    torch::autograd::variable_list observed = std::move(gradients);
    observer_->call(observed, nullptr);
    return observed;
  }

  // As Python names it.
  std::string name() const override { return "BackwardHookFunctionBackward"; }

 private:
  const std::shared_ptr<GraphCallback> observer_;
};

}  // namespace

std::vector<at::Tensor> observe_gradients(const std::vector<at::Tensor>& tensors,
                                          std::shared_ptr<GraphCallback> observer) {
  std::vector<at::Tensor> observed;
  observed.reserve(tensors.size());
  const auto node =
      c10::make_intrusive<ObservedNode>(std::move(observer), torch::autograd::collect_next_edges(tensors));
  for (const at::Tensor& tensor : tensors) {
    TORCH_CHECK(tensor.requires_grad(), "observe_gradients: got a tensor that requires no gradient");
    at::Tensor same = tensor.detach();
    torch::autograd::set_history(same, node);
    observed.push_back(std::move(same));
  }
  return observed;
}

}  // namespace torch4j
