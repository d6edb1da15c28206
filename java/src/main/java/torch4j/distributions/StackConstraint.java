package torch4j.distributions;

import java.util.ArrayList;
import java.util.List;
import torch4j.Tensor;
import torch4j.Torch;

/** Constraints of the slices of a dimension. */
final class StackConstraint extends Constraint {
  final List<Constraint> parts;
  final int dim;

  StackConstraint(List<? extends Constraint> parts, int dim) {
    this.parts = List.copyOf(parts);
    this.dim = dim;
  }

  @Override
  public boolean isDiscrete() {
    return parts.stream().anyMatch(Constraint::isDiscrete);
  }

  @Override
  public int eventDim() {
    int most = parts.stream().mapToInt(Constraint::eventDim).max().orElse(0);
    return dim + most < 0 ? most + 1 : most;
  }

  @Override
  public Tensor check(Tensor value) {
    List<Tensor> checks = new ArrayList<>();
    for (int i = 0; i < Math.min(parts.size(), value.size(dim)); i++) {
      checks.add(parts.get(i).check(value.select(dim, i)));
    }
    return Torch.stack(checks, dim);
  }

  @Override
  public String toString() {
    return "Stack()";
  }
}
