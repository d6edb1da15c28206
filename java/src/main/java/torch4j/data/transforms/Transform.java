package torch4j.data.transforms;

import torch4j.Generator;
import torch4j.Tensor;

/**
 * A function of a tensor: one image, or several along leading dimensions. Similar to {@code
 * torchvision.transforms.v2.Transform}. One that draws random numbers overrides both methods.
 */
@FunctionalInterface
public interface Transform {
  /**
   * The transformed tensor; random numbers are drawn from the default generator, or in a worker of
   * a DataLoader from the worker's.
   */
  Tensor apply(Tensor input);

  /**
   * The transformed tensor; random numbers are drawn from this generator.
   *
   * @param generator null for the default generator
   */
  default Tensor apply(Tensor input, Generator generator) {
    return apply(input);
  }
}
