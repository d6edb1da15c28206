package torch4j.nn;

import org.bytedeco.pytorch.TensorOptional;
import torch4j.Tensor;
import torch4j.internal.Require;
import torch4j.internal.TensorDescription;
import torch4j.internal.Unscoped;

/**
 * A tensor that is a parameter of a module. Same as {@code torch.nn.Parameter}: a field of a module
 * with a parameter is registered automatically, one with a plain tensor is not.
 *
 * <pre>{@code
 * private final Parameter scale = new Parameter(torch.ones(1));
 * }</pre>
 *
 * <p>It shares the memory of the tensor from which it is created, is a leaf of the graph, and
 * belongs to no scope.
 */
public sealed class Parameter extends torch4j.serialization.Parameter
    permits UninitializedParameter {
  private TensorOptional optional;

  /**
   * A parameter that requires gradients. Same as {@code nn.Parameter(data)}.
   *
   * @throws IllegalArgumentException if the dtype is neither floating-point nor complex
   */
  public Parameter(Tensor data) {
    this(data, true);
  }

  /**
   * A parameter. Same as {@code nn.Parameter(data, requires_grad)}.
   *
   * @throws IllegalArgumentException if {@code requiresGrad} is true and the dtype is neither
   *     floating-point nor complex
   */
  public Parameter(Tensor data, boolean requiresGrad) {
    super(leaf(data, requiresGrad));
    Unscoped.release(this.unwrap());
  }

  // Another Java object of the same tensor.
  private Parameter(TensorOptional tensor) {
    super(Tensor.wrap(tensor.get()));
    Unscoped.release(this.unwrap());
    optional = tensor;
  }

  private static Tensor leaf(Tensor data, boolean requiresGrad) {
    Require.nonNull(data, "data", "a tensor");
    if (requiresGrad && !data.isFloatingPoint() && !data.isComplex()) {
      throw new IllegalArgumentException(
          "data: got "
              + TensorDescription.of(data)
              + ", expected a floating-point or complex dtype; other tensors are buffers");
    }
    return data.detach().requiresGrad_(requiresGrad);
  }

  /** The same tensor as a parameter, without checks. */
  static Parameter sharing(Tensor tensor) {
    return tensor instanceof Parameter parameter
        ? parameter
        : new Parameter(Unscoped.make(() -> new TensorOptional(tensor.unwrap())));
  }

  /**
   * The same tensor if it is a parameter or a leaf that requires gradients (tied weights),
   * otherwise a new parameter.
   */
  static Parameter of(String name, Tensor tensor) {
    if (tensor == null) {
      return null;
    }
    if (tensor instanceof Parameter || (tensor.isLeaf() && tensor.requiresGrad())) {
      return sharing(tensor);
    }
    if (!tensor.isFloatingPoint() && !tensor.isComplex()) {
      throw new IllegalArgumentException(
          name
              + ": got a parameter of dtype "
              + TensorDescription.dtype(tensor)
              + ", expected a floating-point or complex one; other tensors are buffers");
    }
    return new Parameter(tensor);
  }

  /** The parameter as an optional argument of the presets' operators; created once. */
  final TensorOptional optional() {
    if (optional == null) {
      optional = Unscoped.make(() -> new TensorOptional(this.unwrap()));
    }
    return optional;
  }

  /** A number that is the same for all Java objects of one tensor. */
  static long identity(Tensor tensor) {
    return tensor.unwrap().unsafeGetTensorImpl().address();
  }
}
