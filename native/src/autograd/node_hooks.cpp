#include "autograd/node_hooks.h"

#include <torch/csrc/autograd/function_hook.h>

#include <utility>
#include <vector>

namespace torch4j {

namespace {

using torch::autograd::Node;
using torch::autograd::variable_list;

class NodeHooks : public torch::autograd::FunctionPostHook {
 public:
  explicit NodeHooks(std::shared_ptr<GraphCallback> callback) : callback_(std::move(callback)) {}

  variable_list operator()(const variable_list& computed, const variable_list& arrived) override {
    variable_list gradients = computed;
    gradients.insert(gradients.end(), arrived.begin(), arrived.end());
    callback_->call(gradients, nullptr);
    TORCH_CHECK(gradients.size() == computed.size(), "node_hooks: got ", gradients.size(), " gradients, expected ",
                computed.size());
    return gradients;
  }

  const std::shared_ptr<GraphCallback>& callback() const { return callback_; }

 private:
  const std::shared_ptr<GraphCallback> callback_;
};

class NodePrehooks : public torch::autograd::FunctionPreHook {
 public:
  explicit NodePrehooks(std::shared_ptr<GraphCallback> callback) : callback_(std::move(callback)) {}

  variable_list operator()(const variable_list& arrived) override {
    variable_list gradients = arrived;
    callback_->call(gradients, nullptr);
    TORCH_CHECK(gradients.size() == arrived.size(), "node_prehooks: got ", gradients.size(), " gradients, expected ",
                arrived.size());
    return gradients;
  }

  const std::shared_ptr<GraphCallback>& callback() const { return callback_; }

 private:
  const std::shared_ptr<GraphCallback> callback_;
};

template <typename Hooks, typename All>
std::shared_ptr<GraphCallback> callback_in(All& all, std::shared_ptr<GraphCallback> fresh) {
  for (const auto& hook : all) {
    const auto* ours = dynamic_cast<const Hooks*>(hook.get());
    if (ours != nullptr) {
      return ours->callback();
    }
  }
  all.push_back(std::make_unique<Hooks>(fresh));
  return fresh;
}

}  // namespace

std::shared_ptr<GraphCallback> node_hooks(Node& node, std::shared_ptr<GraphCallback> fresh) {
  return callback_in<NodeHooks>(node.post_hooks(), std::move(fresh));
}

std::shared_ptr<GraphCallback> node_prehooks(Node& node, std::shared_ptr<GraphCallback> fresh) {
  return callback_in<NodePrehooks>(node.pre_hooks(), std::move(fresh));
}

}  // namespace torch4j
