#include "aten/bernoulli.h"

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/Dispatch.h>
#include <ATen/ops/bernoulli_native.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/equal.h>
#include <torch/library.h>

#include <cmath>
#include <mutex>

#include "aten/bernoulli_kernel.h"
#include "aten/quiet_warnings.h"
#include "ops/cpu/isa.h"

namespace torch4j {

namespace ops::cpu {

TORCH4J_ISA_VARIANTS(template <typename scalar_t>
                     void bernoulli(TwisterState& state, const BernoulliDraw<scalar_t>& all))

}  // namespace ops::cpu

namespace {

using ops::cpu::TwisterState;

// With fewer elements it takes longer to copy the generator's state out and in.
constexpr int64_t kFewestElements = 64;

bool takes(const at::Tensor& self, double p, const std::optional<at::Generator>& generator) {
  const at::ScalarType dtype = self.scalar_type();
  return (dtype == at::kFloat || dtype == at::kDouble || dtype == at::kHalf || dtype == at::kBFloat16) &&
         self.numel() >= kFewestElements && self.is_contiguous() && p >= 0 && p <= 1 &&
         (!generator.has_value() || !generator->defined() || generator->device().is_cpu());
}

template <typename scalar_t>
void draw(at::mt19937_data_pod& twister, double p, scalar_t* to, int64_t size) {
  using namespace ops::cpu;  // the variants
  // The generator counts what is left, and one more.
  TwisterState state{twister.state_.data(), TwisterState::kWords + 1 - twister.left_};
  // A number of 53 bits, over 2^53, is below p if it is below this.
  const auto below = static_cast<uint64_t>(std::ceil(std::ldexp(p, 53)));
  const BernoulliDraw<scalar_t> all{below, to, size};
  TORCH4J_ISA_CALL(bernoulli, state, all);
  twister.left_ = static_cast<int>(TwisterState::kWords + 1 - state.used);
  twister.next_ = static_cast<uint32_t>(state.used);
}

at::Tensor& bernoulli_(at::Tensor& self, double p, std::optional<at::Generator> generator) {
  if (!takes(self, p, generator)) {
    return at::native::bernoulli_(self, p, generator);
  }
  auto* cpu = at::get_generator_or_default<at::CPUGeneratorImpl>(generator, at::detail::getDefaultCPUGenerator());
  const std::lock_guard<std::mutex> lock(cpu->mutex_);
  at::mt19937 engine = cpu->engine();
  at::mt19937_data_pod twister = engine.data();
  AT_DISPATCH_FLOATING_TYPES_AND2(at::kHalf, at::kBFloat16, self.scalar_type(), "torch4j bernoulli_",
                                  [&] { draw(twister, p, self.mutable_data_ptr<scalar_t>(), self.numel()); });
  engine.set_data(twister);
  cpu->set_engine(engine);
  return self;
}

// A LibTorch with a library of random numbers has other ones on that library's processors.
bool is_same_as_atens() {
  const auto drawn = [](auto&& draw) {
    at::Tensor numbers = at::empty({1000});
    draw(numbers, 0.5, at::detail::createCPUGenerator(1));
    return numbers;
  };
  return at::equal(drawn([](auto&&... a) { bernoulli_(a...); }),
                   drawn([](auto&&... a) { at::native::bernoulli_(a...); }));
}

}  // namespace

bool install_bernoulli() {
  static torch::Library library(torch::Library::IMPL, "aten", c10::DispatchKey::CPU, __FILE__, __LINE__);
  static const bool same = [] {
    const bool same = is_same_as_atens();
    if (same) {
      const QuietWarnings quiet;
      library.impl("bernoulli_.float", bernoulli_);
    }
    return same;
  }();
  return same;
}

}  // namespace torch4j
