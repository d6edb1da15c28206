package torch4j.autograd;

import java.util.List;
import torch4j.Tensor;
import torch4j.internal.Require;

/**
 * What {@link Functional#vjp}, {@link Functional#jvp}, {@link Functional#vhp} and {@link
 * Functional#hvp} return.
 *
 * @param outputs the function's outputs
 * @param product the product with the Jacobian: of the shapes of the inputs for a vector from the
 *     left, of the outputs for one from the right; with the Hessian: of the shapes of the inputs
 */
public record OutputsAndProduct(List<Tensor> outputs, List<Tensor> product) {
  /** Copies the lists. */
  public OutputsAndProduct {
    outputs = List.copyOf(Require.noNulls(outputs, "outputs", "a tensor"));
    product = List.copyOf(Require.noNulls(product, "product", "a tensor"));
  }
}
