// Compiled once for each instruction set, see cmake/Isa.cmake.
#include "aten/bernoulli_kernel.h"

#include <algorithm>

#include "ops/cpu/floating_types.h"

namespace torch4j::ops::cpu::CPU_CAPABILITY {
namespace {

constexpr int64_t kWords = TwisterState::kWords;
constexpr int64_t kShift = 397;

uint32_t twisted(uint32_t word, uint32_t next) {
  return (((word & 0x80000000U) | (next & 0x7FFFFFFFU)) >> 1) ^ ((0U - (next & 1U)) & 0x9908B0DFU);
}

// The Twister's next words, in loops whose elements depend on none within a vector's reach.
void twist(uint32_t* words) {
  for (int64_t i = 0; i < kWords - kShift; ++i) {
    words[i] = words[i + kShift] ^ twisted(words[i], words[i + 1]);
  }
  for (int64_t i = kWords - kShift; i < kWords - 1; ++i) {
    words[i] = words[i + kShift - kWords] ^ twisted(words[i], words[i + 1]);
  }
  words[kWords - 1] = words[kShift - 1] ^ twisted(words[kWords - 1], words[0]);
}

uint32_t tempered(uint32_t word) {
  word ^= word >> 11;
  word ^= (word << 7) & 0x9D2C5680U;
  word ^= (word << 15) & 0xEFC60000U;
  return word ^ (word >> 18);
}

void draw(TwisterState& state, uint32_t* to, int64_t count) {
  while (count > 0) {
    if (state.used == kWords) {
      twist(state.words);
      state.used = 0;
    }
    const int64_t size = std::min(count, kWords - state.used);
    const uint32_t* from = state.words + state.used;
    for (int64_t i = 0; i < size; ++i) {
      to[i] = tempered(from[i]);
    }
    state.used += size;
    to += size;
    count -= size;
  }
}

}  // namespace

template <typename scalar_t>
void bernoulli(TwisterState& state, const BernoulliDraw<scalar_t>& all) {
  constexpr uint32_t kHighBits = (1U << 21) - 1;
  const auto high = static_cast<uint32_t>(all.below >> 32), low = static_cast<uint32_t>(all.below);
  uint32_t words[kWords];
  for (int64_t begin = 0; begin < all.size; begin += kWords / 2) {
    const int64_t size = std::min(kWords / 2, all.size - begin);
    draw(state, words, 2 * size);
    scalar_t* to = all.to + begin;
    for (int64_t i = 0; i < size; ++i) {
      const uint32_t first = words[2 * i] & kHighBits, second = words[2 * i + 1];
      const bool below =
          static_cast<int>(first < high) | (static_cast<int>(first == high) & static_cast<int>(second < low));
      to[i] = below ? scalar_t(1) : scalar_t(0);
    }
  }
}

#define TORCH4J_INSTANTIATE(scalar_t) template void bernoulli(TwisterState&, const BernoulliDraw<scalar_t>&);
TORCH4J_FLOATING_TYPES(TORCH4J_INSTANTIATE)
#undef TORCH4J_INSTANTIATE

}  // namespace torch4j::ops::cpu::CPU_CAPABILITY
