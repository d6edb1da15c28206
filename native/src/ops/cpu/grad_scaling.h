#pragma once

namespace torch4j::ops::cpu {

// The values of the factors that a gradient is multiplied by while it is read: first by inv_scale, then the rounded
// product by clip_coef. 1 stands for no factor.
struct GradScaling {
  double inv_scale = 1, clip_coef = 1;

  bool is_one() const { return inv_scale == 1 && clip_coef == 1; }
};

}  // namespace torch4j::ops::cpu
