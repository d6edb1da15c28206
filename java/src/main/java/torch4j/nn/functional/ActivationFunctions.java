package torch4j.nn.functional;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** The part of {@link F} with the activations. */
abstract class ActivationFunctions {
  ActivationFunctions() {}

  /** {@code max(0, x)}. Same as {@code F.relu}. */
  public static Tensor relu(Tensor input) {
    return torch.relu(input);
  }

  /**
   * {@code max(0, x)}. Same as {@code F.relu(input, inplace)}.
   *
   * @param inplace whether the input is overwritten, and returned
   */
  public static Tensor relu(Tensor input, boolean inplace) {
    return inplace ? torch.relu_(input) : torch.relu(input);
  }
}
