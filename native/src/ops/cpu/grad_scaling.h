#pragma once

namespace torch4j::ops::cpu {

// What a gradient is multiplied by as it is read: first by one factor, and what that gives, rounded, by the other.
// 1 where there is nothing to multiply by.
struct GradScaling {
  double inv_scale = 1, clip_coef = 1;

  bool is_one() const { return inv_scale == 1 && clip_coef == 1; }
};

}  // namespace torch4j::ops::cpu
