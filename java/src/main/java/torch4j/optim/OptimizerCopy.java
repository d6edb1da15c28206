package torch4j.optim;

import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import torch4j.internal.TensorDescription;

/**
 * Copies an optimizer.
 *
 * @param <O> the options of a group
 */
final class OptimizerCopy<O extends OptimizerOptions<O>> {
  private final Optimizer<O> original;

  OptimizerCopy(Optimizer<O> original) {
    this.original = original;
  }

  /** A copy over these parameters, which take the places of the original's. */
  Optimizer<O> over(List<Tensor> params) {
    requireAlike(params);
    Optimizer<O> copy = original.emptyCopy();
    int next = 0;
    for (ParamGroup<O> group : original.paramGroups()) {
      int end = next + group.params().size();
      copy.add(group.over(params.subList(next, end)));
      next = end;
    }
    original.groups().places().forEach(place -> copy.loading(place, original.stateOf(place)).run());
    copy.otherState(original.otherState());
    return copy;
  }

  private void requireAlike(List<Tensor> params) {
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
