package torch4j.distributions;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.internal.Require;

/**
 * Transforms of the slices of a dimension. Same as {@code
 * torch.distributions.transforms.StackTransform}.
 */
public final class StackTransform extends Transform {
  private final List<Transform> parts;
  private final int dim;

  /** Transforms of the slices of the first dimension. */
  public StackTransform(List<? extends Transform> transforms) {
    this(transforms, 0);
  }

  /** Transforms of the slices of a dimension. */
  public StackTransform(List<? extends Transform> transforms, int dim) {
    this(transforms, dim, 0);
  }

  /** Transforms of the slices of a dimension, each with a cache of this size. */
  public StackTransform(List<? extends Transform> transforms, int dim, int cacheSize) {
    super(cacheSize);
    Require.noNulls(transforms, "transforms", "a transform");
    this.parts = transforms.stream().<Transform>map(part -> part.withCache(cacheSize)).toList();
    this.dim = dim;
  }

  /** The transforms. Same as {@code transforms}. */
  public List<Transform> transforms() {
    return parts;
  }

  @Override
  public Constraint domain() {
    return Constraints.stack(parts.stream().map(Transform::domain).toList(), dim);
  }

  @Override
  public Constraint codomain() {
    return Constraints.stack(parts.stream().map(Transform::codomain).toList(), dim);
  }

  @Override
  public boolean isBijective() {
    return parts.stream().allMatch(Transform::isBijective);
  }

  @Override
  protected Transform copy(int cacheSize) {
    return new StackTransform(parts, dim, cacheSize);
  }

  private Tensor slice(Tensor tensor, int index) {
    if (dim < -tensor.dim() || dim >= tensor.dim() || tensor.size(dim) != parts.size()) {
      throw new IllegalArgumentException(
          "StackTransform: got shape "
              + Arrays.toString(tensor.shape())
              + ", expected "
              + parts.size()
              + " in dimension "
              + dim);
    }
    return tensor.select(dim, index);
  }

  @Override
  protected Tensor forward(Tensor x) {
    List<Tensor> results = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      results.add(parts.get(i).call(slice(x, i)));
    }
    return Torch.stack(results, dim);
  }

  @Override
  protected Tensor inverse(Tensor y) {
    List<Tensor> results = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      results.add(parts.get(i).inv().call(slice(y, i)));
    }
    return Torch.stack(results, dim);
  }

  @Override
  protected Tensor logDeterminant(Tensor x, Tensor y) {
    List<Tensor> results = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      results.add(parts.get(i).logAbsDetJacobian(slice(x, i), slice(y, i)));
    }
    return Torch.stack(results, dim);
  }
}
