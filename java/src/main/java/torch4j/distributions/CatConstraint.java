package torch4j.distributions;

import java.util.ArrayList;
import java.util.List;
import torch4j.Tensor;
import torch4j.Torch;

/** Constraints of parts of a dimension, one after the other. */
final class CatConstraint extends Constraint {
  final List<Constraint> parts;
  final int dim;
  final long[] lengths;

  CatConstraint(List<? extends Constraint> parts, int dim, long... lengths) {
    this.parts = List.copyOf(parts);
    this.dim = dim;
    this.lengths = lengths.length == 0 ? Operators.ones(parts.size()) : lengths.clone();
    if (this.lengths.length != parts.size()) {
      throw new IllegalArgumentException(
          "lengths: got " + lengths.length + ", expected as many as constraints, " + parts.size());
    }
  }

  @Override
  public boolean isDiscrete() {
    return parts.stream().anyMatch(Constraint::isDiscrete);
  }

  @Override
  public int eventDim() {
    return parts.stream().mapToInt(Constraint::eventDim).max().orElse(0);
  }

  @Override
  public Tensor check(Tensor value) {
    List<Tensor> checks = new ArrayList<>();
    long start = 0;
    for (int i = 0; i < parts.size(); i++) {
      checks.add(parts.get(i).check(value.narrow(dim, start, lengths[i])));
      start += lengths[i];
    }
    return Torch.cat(checks, dim);
  }

  @Override
  public String toString() {
    return "Cat()";
  }
}
