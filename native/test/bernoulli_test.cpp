#include "aten/bernoulli.h"

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/Context.h>
#include <ATen/ops/bernoulli_native.h>
#include <ATen/ops/dropout.h>
#include <ATen/ops/equal.h>
#include <ATen/ops/full.h>
#include <ATen/ops/ones.h>
#include <gtest/gtest.h>

#include <cmath>

#include "tensors.h"

namespace torch4j::test::bernoulli_test {
namespace {

class BernoulliTest : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!install_bernoulli()) {
      GTEST_SKIP() << "this LibTorch draws with another library";
    }
  }
};

// Two generators in the same state, some words after their seeds.
struct Generators {
  explicit Generators(int64_t words) {
    for (const at::Generator& generator : {ours, atens}) {
      for (int64_t i = 0; i < words; ++i) {
        generator.get<at::CPUGeneratorImpl>()->random();
      }
    }
  }

  // The next words, over the end of a state.
  bool are_the_same() const {
    for (int64_t i = 0; i < 700; ++i) {
      if (ours.get<at::CPUGeneratorImpl>()->random() != atens.get<at::CPUGeneratorImpl>()->random()) {
        return false;
      }
    }
    return true;
  }

  at::Generator ours = at::detail::createCPUGenerator(7), atens = at::detail::createCPUGenerator(7);
};

void expect_as_atens(const at::Tensor& tensor, double p, int64_t words) {
  SCOPED_TRACE(testing::Message() << tensor.sizes() << ' ' << tensor.scalar_type() << ", p " << p << ", " << words);
  const Generators generators(words);
  at::Tensor ours = tensor.clone(), atens = tensor.clone();
  ours.bernoulli_(p, generators.ours);
  at::native::bernoulli_(atens, p, generators.atens);
  EXPECT_TRUE(at::equal(ours, atens));
  EXPECT_TRUE(generators.are_the_same());
}

TEST_F(BernoulliTest, SizesAndStates_GiveAtensNumbers) {
  for (const int64_t size : {0, 1, 63, 64, 65, 311, 312, 313, 623, 624, 625, 10'007}) {
    for (const int64_t words : {0, 1, 2, 311, 622, 623, 624, 625}) {
      expect_as_atens(at::full({size}, 5.0), 0.9, words);
    }
  }
}

TEST_F(BernoulliTest, DtypesAndProbabilities_GiveAtensNumbers) {
  for (const at::ScalarType dtype :
       {at::kFloat, at::kDouble, at::kHalf, at::kBFloat16, at::kInt, at::kBool, at::kByte}) {
    for (const double p : {0.0, 1e-300, 0x1p-53, 0.1, 1.0 / 3, 0.5, 0.9, std::nextafter(1.0, 0.0), 1.0}) {
      expect_as_atens(at::ones({31, 100}, dtype), p, 3);
    }
  }
}

TEST_F(BernoulliTest, OtherLayouts_AreAtens) {
  expect_as_atens(at::full({40, 50}, 5.0).t(), 0.4, 0);
  expect_as_atens(at::full({40, 50}, 5.0).slice(1, 0, 50, 2), 0.4, 0);
}

TEST_F(BernoulliTest, DefaultGenerator_GivesTheSameAgain) {
  at::Tensor first = at::full({1000}, 5.0), second = first.clone();
  at::manual_seed(3);
  first.bernoulli_(0.3);
  at::manual_seed(3);
  at::native::bernoulli_(second, 0.3);
  EXPECT_TRUE(at::equal(first, second));
}

TEST_F(BernoulliTest, Dropout_DrawsWithIt) {
  at::manual_seed(3);
  const at::Tensor dropped = at::dropout(at::ones({1000}), 0.5, true);
  at::Tensor mask = at::full({1000}, 5.0);
  at::manual_seed(3);
  at::native::bernoulli_(mask, 0.5);
  EXPECT_TRUE(at::equal(dropped, mask * 2));
}

TEST_F(BernoulliTest, WrongProbabilities_GiveAtensErrors) {
  for (const double p : {-0.1, 1.5, std::nan("")}) {
    at::Tensor tensor = at::full({1000}, 5.0);
    const std::string expected = error_of([&] { at::native::bernoulli_(tensor, p); });
    EXPECT_NE(expected, "no error");
    EXPECT_EQ(error_of([&] { tensor.bernoulli_(p); }), expected);
    EXPECT_TRUE(at::equal(tensor, at::full({1000}, 5.0)));
  }
}

}  // namespace
}  // namespace torch4j::test::bernoulli_test
