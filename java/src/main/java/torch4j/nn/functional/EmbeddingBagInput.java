package torch4j.nn.functional;

import java.util.Arrays;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.internal.LongArrays;
import torch4j.internal.TensorDescription;

/**
 * The flattened indices of an embedding bag, the offsets of the bags and the per-sample weights, as
 * in LibTorch's operator.
 */
record EmbeddingBagInput(
    Tensor indices, Tensor offsets, Tensor weights, boolean includeLastOffset) {
  /**
   * Checks and flattens the arguments of a call, as Python does.
   *
   * @throws IllegalArgumentException with Python's message if the shapes do not match
   */
  static EmbeddingBagInput of(
      Tensor input, Tensor offsets, Tensor weights, EmbeddingBagOptions options) {
    if (weights != null && !Arrays.equals(input.shape(), weights.shape())) {
      throw wrong(
          "perSampleWeights",
          weights,
          "If per_sample_weights is not None, then it must have the"
              + " same shape as the input "
              + Arrays.toString(input.shape()));
    }
    if (input.dim() == 2) {
      if (offsets != null) {
        throw wrong("offsets", offsets, "if input is 2D, then offsets has to be None");
      }
      return ofRows(input, weights);
    }
    if (input.dim() != 1) {
      throw wrong("input", input, "input has to be 1D or 2D Tensor");
    }
    if (offsets == null || offsets.dim() != 1) {
      throw wrong("offsets", offsets, "offsets has to be a 1D Tensor");
    }
    requireNonDecreasing(offsets, input.size(0));
    return new EmbeddingBagInput(input, offsets, weights, options.includeLastOffset());
  }

  // LibTorch checks only the first and the last offset.
  private static void requireNonDecreasing(Tensor offsets, long indices) {
    if (!offsets.isCpu()) {
      return;
    }
    if (offsets.size(0) == 0 && indices > 0) {
      throw wrong("offsets", offsets, "expected one for each bag, and the first to be 0");
    }
    long before = 0;
    for (long offset : LongArrays.of(offsets.unwrap())) {
      if (offset < before || offset > indices) {
        throw wrong(
            "offsets",
            offsets,
            "with the offset " + offset + ", expected non-decreasing offsets from 0 to " + indices);
      }
      before = offset;
    }
  }

  private static EmbeddingBagInput ofRows(Tensor input, Tensor weights) {
    long step = input.size(1);
    if (step == 0) {
      throw wrong("input", input, "step must be nonzero");
    }
    Tensor starts = Torch.arange(0, input.numel(), step);
    Tensor offsets = starts.to(input.device(), input.dtype());
    Tensor flatWeights = weights == null ? null : weights.reshape(-1);
    return new EmbeddingBagInput(input.reshape(-1), offsets, flatWeights, false);
  }

  private static IllegalArgumentException wrong(String name, Tensor got, String why) {
    return new IllegalArgumentException(
        name + ": got " + (got == null ? "none" : TensorDescription.of(got)) + "; " + why);
  }
}
