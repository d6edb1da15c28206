// The suite `ops`: repeated calls of one operator on tiny tensors.
#include <torch/torch.h>

#include "work.h"

namespace torch4j::bench {
namespace {

// `op` returns the result of one step; the check value is the sum of the last result.
template <typename Op>
class OpsWork final : public Work {
 public:
  explicit OpsWork(Op op) : op_(op) {
    torch::manual_seed(0);
    a_ = torch::rand({8, 8});
    b_ = torch::rand({8, 8});
  }

  void run(int64_t steps) override {
    for (int64_t i = 0; i < steps; ++i) {
      c_ = op_(a_, b_);
    }
  }

  std::vector<double> check() const override { return {c_.sum().item<double>()}; }

 private:
  Op op_;
  torch::Tensor a_, b_, c_;
};

template <typename Op>
void add_row(Rows& rows, const std::string& name, Op op) {
  rows[name] = [op] { return std::make_unique<OpsWork<Op>>(op); };
}

}  // namespace

void add_ops(Rows& rows) {
  using torch::Tensor;
  add_row(rows, "add", [](Tensor& a, Tensor& b) { return a + b; });
  add_row(rows, "add_", [](Tensor& a, Tensor& b) { return a.add_(b); });
  add_row(rows, "matmul_8x8", [](Tensor& a, Tensor& b) { return a.matmul(b); });
  add_row(rows, "sum", [](Tensor& a, Tensor&) { return a.sum(); });
}

}  // namespace torch4j::bench
