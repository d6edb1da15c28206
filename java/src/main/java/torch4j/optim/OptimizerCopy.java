package torch4j.optim;

import java.util.Arrays;
import java.util.List;
import torch4j.Tensor;
import torch4j.internal.TensorDescription;

/**
 * Makes deep copies of an optimizer.
 *
 * @param <O> the options of a parameter group
 */
final class OptimizerCopy<O extends OptimizerOptions<O>> {
  private final Optimizer<O> original;

  OptimizerCopy(Optimizer<O> original) {
    this.original = original;
  }

  /** A copy whose parameters are these instead of the original's. */
  Optimizer<O> withParams(List<Tensor> params) {
    requireSameShapes(params);
    Optimizer<O> copy = original.emptyCopy();
    int next = 0;
    for (ParamGroup<O> group : original.paramGroups()) {
      int end = next + group.params().size();
      copy.add(group.withParams(params.subList(next, end)));
      next = end;
    }
    original
        .groups()
        .positions()
        .forEach(position -> copy.prepareLoad(position, original.stateOf(position)).run());
    copy.otherState(original.otherState());
    return copy;
  }

  private void requireSameShapes(List<Tensor> params) {
    List<Tensor> own = original.groups().params();
    if (params.size() != own.size()) {
      throw new IllegalArgumentException(
          "params: got "
              + params.size()
              + " tensors, expected "
              + own.size()
              + ", one for each parameter of the optimizer");
    }
    for (int i = 0; i < own.size(); i++) {
      Tensor param = ParamGroups.requireLeaf("params[" + i + "]", params.get(i));
      if (!Arrays.equals(param.shape(), own.get(i).shape())) {
        throw new IllegalArgumentException(
            "params["
                + i
                + "]: got "
                + TensorDescription.of(param)
                + ", expected the shape "
                + Arrays.toString(own.get(i).shape()));
      }
    }
  }
}
