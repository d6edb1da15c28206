package torch4j.distributions;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.internal.Require;

/**
 * Several transforms, one after the other. Same as {@code
 * torch.distributions.transforms.ComposeTransform}.
 */
public final class ComposeTransform extends Transform {
  private final List<Transform> parts;

  /** The transforms, the first one to be applied first. */
  public ComposeTransform(List<? extends Transform> parts) {
    this(parts, 0);
  }

  /** The transforms, each with a cache of this size. */
  public ComposeTransform(List<? extends Transform> parts, int cacheSize) {
    super(cacheSize);
    Require.noNulls(parts, "parts", "a transform");
    this.parts =
        cacheSize == 0
            ? List.copyOf(parts)
            : parts.stream().map(part -> part.withCache(cacheSize)).toList();
  }

  /** The transforms. Same as {@code parts}. */
  public List<Transform> parts() {
    return parts;
  }

  @Override
  public Constraint domain() {
    if (parts.isEmpty()) {
      return Constraints.real;
    }
    int eventDim = parts.get(parts.size() - 1).codomain().eventDim();
    for (Transform part : reversed(parts)) {
      eventDim += part.domain().eventDim() - part.codomain().eventDim();
      eventDim = Math.max(eventDim, part.domain().eventDim());
    }
    return widened(parts.get(0).domain(), eventDim);
  }

  @Override
  public Constraint codomain() {
    if (parts.isEmpty()) {
      return Constraints.real;
    }
    int eventDim = parts.get(0).domain().eventDim();
    for (Transform part : parts) {
      eventDim += part.codomain().eventDim() - part.domain().eventDim();
      eventDim = Math.max(eventDim, part.codomain().eventDim());
    }
    return widened(parts.get(parts.size() - 1).codomain(), eventDim);
  }

  private static Constraint widened(Constraint constraint, int eventDim) {
    return eventDim > constraint.eventDim()
        ? Constraints.independent(constraint, eventDim - constraint.eventDim())
        : constraint;
  }

  private static List<Transform> reversed(List<Transform> parts) {
    List<Transform> reversed = new ArrayList<>(parts);
    Collections.reverse(reversed);
    return reversed;
  }

  @Override
  public boolean isBijective() {
    return parts.stream().allMatch(Transform::isBijective);
  }

  @Override
  public Tensor sign() {
    Tensor sign = Torch.tensor(1L);
    for (Transform part : parts) {
      sign = sign.mul(part.sign());
    }
    return sign;
  }

  @Override
  public Transform inv() {
    var inverse = new ComposeTransform(reversed(parts).stream().map(Transform::inv).toList());
    inverse.setInverse(this);
    return inverse;
  }

  @Override
  protected Transform copy(int cacheSize) {
    return new ComposeTransform(parts, cacheSize);
  }

  @Override
  public Tensor call(Tensor x) {
    Tensor y = Operators.required("x", x);
    for (Transform part : parts) {
      y = part.call(y);
    }
    return y;
  }

  @Override
  Tensor callInverse(Tensor y) {
    return inv().call(y);
  }

  @Override
  protected Tensor logDeterminant(Tensor x, Tensor y) {
    if (parts.isEmpty()) {
      return Torch.zerosLike(x);
    }
    int eventDim = domain().eventDim();
    Tensor from = x;
    Tensor sum = null;
    for (int i = 0; i < parts.size(); i++) {
      Transform part = parts.get(i);
      Tensor to = i == parts.size() - 1 ? y : part.call(from);
      Tensor term =
          Operators.sumRightmost(
              part.logAbsDetJacobian(from, to), eventDim - part.domain().eventDim());
      sum = sum == null ? term : sum.add(term);
      eventDim += part.codomain().eventDim() - part.domain().eventDim();
      from = to;
    }
    return sum;
  }

  @Override
  public long[] forwardShape(long... shape) {
    long[] result = Operators.required("shape", shape);
    for (Transform part : parts) {
      result = part.forwardShape(result);
    }
    return result;
  }

  @Override
  public long[] inverseShape(long... shape) {
    long[] result = Operators.required("shape", shape);
    for (Transform part : reversed(parts)) {
      result = part.inverseShape(result);
    }
    return result;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ComposeTransform compose && compose.parts.equals(parts);
  }

  @Override
  public int hashCode() {
    return parts.hashCode();
  }

  @Override
  public String toString() {
    return parts.stream()
        .map(Transform::toString)
        .collect(Collectors.joining(",\n    ", "ComposeTransform(\n    ", "\n)"));
  }
}
