#pragma once

#include <cstdint>

// ATen's generator and its distribution, bit for bit.
namespace torch4j::ops::cpu {

// A Mersenne Twister's words, and how many of them are used up.
struct TwisterState {
  static constexpr int64_t kWords = 624;

  uint32_t* words;
  int64_t used;
};

// Draws one for a number below the threshold, zero for another. The numbers have 53 bits, from two words each.
template <typename scalar_t>
struct BernoulliDraw {
  uint64_t below;
  scalar_t* to;
  int64_t size;
};

}  // namespace torch4j::ops::cpu
