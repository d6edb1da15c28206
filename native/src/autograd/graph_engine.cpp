#include "autograd/graph_engine.h"

#include <torch/csrc/autograd/engine.h>

#include <mutex>
#include <utility>
#include <vector>

namespace torch4j {

namespace {

using torch::autograd::Engine;
using torch::autograd::Node;

thread_local std::vector<SavedHooksFactory> saved_hooks;

class GraphEngine : public Engine {
 public:
  // Never destroyed: its threads live as long as the process.
  static Engine& instance() {
    static GraphEngine* engine = started();
    return *engine;
  }

  static GraphEngine& installed() {
    static std::once_flag once;
    std::call_once(once, [] { torch::autograd::set_default_engine_stub(instance); });
    return static_cast<GraphEngine&>(instance());
  }

  // LibTorch starts the threads of one engine in a process, the first that runs: that is its own here, in any case.
  static GraphEngine* started() {
    Engine::get_base_engine().initialize_device_threads_pool();
    auto* engine = new GraphEngine();
    engine->start_device_threads();
    return engine;
  }

  void explain_anomalies(const AnomalyFactory& factory, const AnomalyExplanation& explanation) {
    std::call_once(explained_, [&] {
      factory_ = factory;
      explanation_ = explanation;
    });
  }

  std::unique_ptr<torch::autograd::AnomalyMetadata> make_anomaly_metadata() override {
    return factory_ ? factory_() : Engine::make_anomaly_metadata();
  }

  std::unique_ptr<torch::autograd::SavedVariableHooks> get_default_saved_variable_hooks() override {
    return saved_hooks.empty() ? nullptr : saved_hooks.back()();
  }

  void thread_on_exception(const std::shared_ptr<torch::autograd::GraphTask>& task,
                           const c10::intrusive_ptr<Node>& node, std::exception& thrown) override {
    if (!node || !explanation_ || !torch::autograd::AnomalyMode::is_enabled()) {
      Engine::thread_on_exception(task, node, thrown);
      return;
    }
    try {
      std::rethrow_exception(explanation_(*node, std::current_exception()));
    } catch (std::exception& explained) {
      Engine::thread_on_exception(task, node, explained);
    }
  }

 private:
  std::once_flag explained_;
  AnomalyFactory factory_;
  AnomalyExplanation explanation_;
};

}  // namespace

void set_anomaly_mode(bool enabled, bool check_nan, const AnomalyFactory& factory,
                      const AnomalyExplanation& explanation) {
  GraphEngine::installed().explain_anomalies(factory, explanation);
  torch::autograd::AnomalyMode::set_enabled(enabled, check_nan);
}

void push_saved_hooks(SavedHooksFactory factory) {
  GraphEngine::installed();
  saved_hooks.push_back(std::move(factory));
}

void pop_saved_hooks() {
  TORCH_CHECK(!saved_hooks.empty(), "pop_saved_hooks: got no hooks of this thread, expected pushed ones");
  saved_hooks.pop_back();
}

}  // namespace torch4j
