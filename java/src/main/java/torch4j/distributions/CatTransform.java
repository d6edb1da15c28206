package torch4j.distributions;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.internal.Require;

/**
 * Transforms of parts of a dimension, one after the other. Same as {@code
 * torch.distributions.transforms.CatTransform}.
 */
public final class CatTransform extends Transform {
  private final List<Transform> parts;
  private final int dim;
  private final long[] lengths;

  /** Transforms of parts of the first dimension, each of length 1. */
  public CatTransform(List<? extends Transform> transforms) {
    this(transforms, 0);
  }

  /**
   * Transforms of parts of a dimension.
   *
   * @param lengths the length of each part; none: each is 1
   * @throws IllegalArgumentException if there are other numbers of lengths and of transforms
   */
  public CatTransform(List<? extends Transform> transforms, int dim, long... lengths) {
    this(transforms, dim, 0, Operators.required("lengths", lengths));
  }

  private CatTransform(
      List<? extends Transform> transforms, int dim, int cacheSize, long... lengths) {
    super(cacheSize);
    Require.noNulls(transforms, "transforms", "a transform");
    this.parts = transforms.stream().<Transform>map(part -> part.withCache(cacheSize)).toList();
    this.dim = dim;
    this.lengths = lengths.length == 0 ? Operators.ones(parts.size()) : lengths.clone();
    if (this.lengths.length != parts.size()) {
      throw new IllegalArgumentException(
          "lengths: got " + lengths.length + ", expected as many as transforms, " + parts.size());
    }
  }

  /** The transforms. Same as {@code transforms}. */
  public List<Transform> transforms() {
    return parts;
  }

  @Override
  public int eventDim() {
    return parts.stream().mapToInt(Transform::eventDim).max().orElse(0);
  }

  @Override
  public Constraint domain() {
    return Constraints.cat(parts.stream().map(Transform::domain).toList(), dim, lengths);
  }

  @Override
  public Constraint codomain() {
    return Constraints.cat(parts.stream().map(Transform::codomain).toList(), dim, lengths);
  }

  @Override
  public boolean isBijective() {
    return parts.stream().allMatch(Transform::isBijective);
  }

  @Override
  protected Transform copy(int cacheSize) {
    return new CatTransform(parts, dim, cacheSize, lengths);
  }

  @Override
  protected Tensor forward(Tensor x) {
    return Torch.cat(slices(x, Transform::call), dim);
  }

  @Override
  protected Tensor inverse(Tensor y) {
    return Torch.cat(slices(y, (part, slice) -> part.inv().call(slice)), dim);
  }

  private List<Tensor> slices(Tensor x, BiFunction<Transform, Tensor, Tensor> function) {
    requireLength(x);
    List<Tensor> results = new ArrayList<>();
    long start = 0;
    for (int i = 0; i < lengths.length; i++) {
      results.add(function.apply(parts.get(i), x.narrow(dim, start, lengths[i])));
      start += lengths[i];
    }
    return results;
  }

  private void requireLength(Tensor tensor) {
    long length = Arrays.stream(lengths).sum();
    if (dim < -tensor.dim() || dim >= tensor.dim() || tensor.size(dim) != length) {
      throw new IllegalArgumentException(
          "CatTransform: got shape "
              + Arrays.toString(tensor.shape())
              + ", expected "
              + length
              + " in dimension "
              + dim);
    }
  }

  @Override
  protected Tensor logDeterminant(Tensor x, Tensor y) {
    requireLength(x);
    requireLength(y);
    List<Tensor> terms = new ArrayList<>();
    long start = 0;
    for (int i = 0; i < lengths.length; i++) {
      Transform part = parts.get(i);
      Tensor from = x.narrow(dim, start, lengths[i]);
      Tensor term = part.logAbsDetJacobian(from, y.narrow(dim, start, lengths[i]));
      terms.add(Operators.sumRightmost(term, Math.max(0, eventDim() - part.eventDim())));
      start += lengths[i];
    }
    long last = (dim >= 0 ? dim - x.dim() : dim) + eventDim();
    return last < 0 ? Torch.cat(terms, last) : sum(terms);
  }

  private static Tensor sum(List<Tensor> terms) {
    Tensor sum = terms.get(0).add(0L);
    for (Tensor term : terms.subList(1, terms.size())) {
      sum = sum.add(term);
    }
    return sum;
  }
}
