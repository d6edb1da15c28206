package torch4j.nn.functional;

import java.util.Arrays;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import torch4j.internal.Text;

/** Indices, where each bag of them begins, and their weights, as LibTorch takes them: flat. */
record Bags(Tensor indices, Tensor offsets, Tensor weights, boolean includeLastOffset) {
  /**
   * Python's reading of what a user gave.
   *
   * @throws IllegalArgumentException in Python's words if it does not fit together
   */
  static Bags of(Tensor input, Tensor offsets, Tensor weights, EmbeddingBagOptions options) {
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
    return new Bags(input, offsets, weights, options.includeLastOffset());
  }

  private static Bags ofRows(Tensor input, Tensor weights) {
    long step = input.size(1);
    if (step == 0) {
      throw wrong("input", input, "step must be nonzero");
    }
    Tensor starts = torch.arange(new Scalar(0), new Scalar(input.numel()), new Scalar(step));
    Tensor offsets = starts.to(input.device(), input.scalar_type());
    Tensor flatWeights = weights == null ? null : weights.reshape(-1);
    return new Bags(input.reshape(-1), offsets, flatWeights, false);
  }

  private static IllegalArgumentException wrong(String name, Tensor got, String why) {
    return new IllegalArgumentException(
        name + ": got " + (got == null ? "none" : Text.of(got)) + "; " + why);
  }
}
