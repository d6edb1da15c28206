package torch4j.nn.functional;

import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * What {@code torch.nn.LinearCrossEntropyLoss} takes, with its defaults.
 *
 * @param outFeatures the sizes beyond the classes that each row is mapped to; functions take them
 *     from the weight and pass over this
 * @param bias whether a layer learns a bias; functions take the bias itself and pass over this
 * @param reduction what becomes of the losses of the elements
 * @param weight the weight of each class, {@code [C]}, or null
 * @param ignoreIndex the class that does not count; null for -100
 * @param labelSmoothing how much of the target is spread over all classes, between 0 and 1
 * @param options how the batch is computed in chunks; null for all at once
 */
public record LinearCrossEntropyLossOptions(
    List<Long> outFeatures,
    boolean bias,
    Reduction reduction,
    Tensor weight,
    Long ignoreIndex,
    double labelSmoothing,
    LinearCrossEntropyOptions options) {
  /** PyTorch's defaults. */
  public static final LinearCrossEntropyLossOptions DEFAULT =
      new LinearCrossEntropyLossOptions(List.of(), false, Reduction.MEAN, null, null, 0, null);

  /** Checks the values. */
  public LinearCrossEntropyLossOptions {
    outFeatures = List.copyOf(outFeatures);
    if (!(labelSmoothing >= 0 && labelSmoothing <= 1)) {
      throw new IllegalArgumentException(
          "labelSmoothing: got " + labelSmoothing + ", expected between 0 and 1");
    }
  }

  /** Further sizes that each row is mapped to, beyond the classes. */
  public LinearCrossEntropyLossOptions outFeatures(long... outFeatures) {
    return new LinearCrossEntropyLossOptions(
        Arrays.stream(outFeatures).boxed().toList(),
        bias,
        reduction,
        weight,
        ignoreIndex,
        labelSmoothing,
        options);
  }

  /** With or without bias. */
  public LinearCrossEntropyLossOptions bias(boolean bias) {
    return new LinearCrossEntropyLossOptions(
        outFeatures, bias, reduction, weight, ignoreIndex, labelSmoothing, options);
  }

  /** What becomes of the losses of the elements. */
  public LinearCrossEntropyLossOptions reduction(Reduction reduction) {
    return new LinearCrossEntropyLossOptions(
        outFeatures, bias, reduction, weight, ignoreIndex, labelSmoothing, options);
  }

  /** A weight for each class, {@code [C]}. */
  public LinearCrossEntropyLossOptions weight(Tensor weight) {
    return new LinearCrossEntropyLossOptions(
        outFeatures, bias, reduction, weight, ignoreIndex, labelSmoothing, options);
  }

  /** Another class that does not count; null for -100. */
  public LinearCrossEntropyLossOptions ignoreIndex(Long ignoreIndex) {
    return new LinearCrossEntropyLossOptions(
        outFeatures, bias, reduction, weight, ignoreIndex, labelSmoothing, options);
  }

  /** How much of the target is spread over all classes. */
  public LinearCrossEntropyLossOptions labelSmoothing(double labelSmoothing) {
    return new LinearCrossEntropyLossOptions(
        outFeatures, bias, reduction, weight, ignoreIndex, labelSmoothing, options);
  }

  /** How the batch is computed in chunks; null for all at once. */
  public LinearCrossEntropyLossOptions options(LinearCrossEntropyOptions options) {
    return new LinearCrossEntropyLossOptions(
        outFeatures, bias, reduction, weight, ignoreIndex, labelSmoothing, options);
  }
}
