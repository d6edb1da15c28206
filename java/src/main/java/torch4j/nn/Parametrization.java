package torch4j.nn;

import java.util.List;
import torch4j.Tensor;
import torch4j.internal.Require;

/**
 * Computes a parameter from one or more original tensors; registered with {@link Parametrize}. Same
 * as a parametrization of {@code torch.nn.utils.parametrize}.
 *
 * <p>A subclass overrides {@code forward} of one, two or three tensors, as many as {@link
 * #rightInverse} returns.
 */
public abstract class Parametrization extends Module {
  private final String pythonName;

  /** A parametrization without parameters. */
  protected Parametrization() {
    this(null);
  }

  /** A parametrization with this class name in Python's repr; null for the Java class's name. */
  protected Parametrization(String pythonName) {
    this.pythonName = pythonName;
  }

  /**
   * The tensors from which {@code forward} computes this value; by default the value itself. Same
   * as {@code right_inverse}.
   *
   * @throws UnsupportedOperationException if there is no right inverse; the original is then
   *     initialized with the value itself
   */
  public List<Tensor> rightInverse(Tensor value) {
    return List.of(Require.nonNull(value, "value", "a tensor"));
  }

  @Override
  final String typeName() {
    return pythonName == null ? super.typeName() : pythonName;
  }
}
