package torch4j.training;

import torch4j.DType;

/**
 * In which precision the forward pass of a training step computes. Lightning's {@code precision}.
 */
public enum Precision {
  /** What the model and its input have. */
  FULL,
  /** Autocast to bfloat16. */
  BF16_MIXED,
  /** Autocast to float16, the loss scaled by a {@code GradScaler}. */
  FP16_MIXED;

  DType autocastDtype() {
    return switch (this) {
      case FULL -> null;
      case BF16_MIXED -> DType.bfloat16;
      case FP16_MIXED -> DType.float16;
    };
  }
}
