package torch4j.data.transforms;

import java.util.function.UnaryOperator;
import torch4j.Tensor;
import torch4j.internal.Require;

/** A function as a transform. Same as {@code torchvision.transforms.v2.Lambda}. */
public final class Lambda extends ImageTransform {
  private final UnaryOperator<Tensor> function;

  /** Applies this function. */
  public Lambda(UnaryOperator<Tensor> function) {
    super(0);
    this.function = Require.nonNull(function, "function", "a function of a tensor");
  }

  @Override
  Tensor transform(Tensor image, Draws draws) {
    return Require.nonNull(function.apply(image), "Lambda: result", "a tensor");
  }
}
