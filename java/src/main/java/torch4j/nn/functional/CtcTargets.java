package torch4j.nn.functional;

import java.util.Arrays;
import torch4j.DType;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.internal.TensorDescription;

/**
 * The check of the CTC loss's targets. LibTorch does not check them on the CPU, and would read and
 * write beyond the log probabilities.
 */
final class CtcTargets {
  private CtcTargets() {}

  /**
   * Throws unless all targets within the lengths are classes. LibTorch checks everything else.
   *
   * @param targets {@code [N, S]}, or concatenated {@code [sum(targetLengths)]}
   */
  static void requireClasses(Tensor logProbs, Tensor targets, long... targetLengths) {
    long dimensions = targets.dim();
    if (logProbs.dim() < 1 || (dimensions != 1 && dimensions != 2) || !targets.isCpu()) {
      return;
    }
    long classes = logProbs.size(-1);
    try (var scope = Torch.scope()) {
      if (!areClasses(targets, classes)) {
        Tensor withinLengths = withinLengths(targets, targetLengths);
        if (!areClasses(withinLengths, classes)) {
          throw new IllegalArgumentException(
              "targets: got "
                  + TensorDescription.of(targets)
                  + " from "
                  + withinLengths.min().item()
                  + " to "
                  + withinLengths.max().item()
                  + ", expected classes >= 0 and < "
                  + classes);
        }
      }
    }
  }

  private static boolean areClasses(Tensor given, long classes) {
    Tensor targets = given.to(DType.int64); // LibTorch cuts fractions off
    return targets.numel() == 0
        || (targets.min().itemLong() >= 0 && targets.max().itemLong() < classes);
  }

  // Targets beyond the lengths are padding, with any values.
  private static Tensor withinLengths(Tensor targets, long... lengths) {
    if (targets.dim() == 1) {
      long sum = Arrays.stream(lengths).filter(length -> length > 0).sum();
      return targets.narrow(0, 0, Math.max(0, Math.min(sum, targets.size(0))));
    }
    if (lengths.length != targets.size(0)) {
      return targets; // which LibTorch refuses
    }
    Tensor places = Torch.arange(targets.size(1));
    Tensor mask =
        places.lt(
            Tensor.wrap(org.bytedeco.pytorch.Tensor.create(lengths, lengths.length)).unsqueeze(1));
    return targets.maskedSelect(mask);
  }
}
