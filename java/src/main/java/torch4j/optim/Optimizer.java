package torch4j.optim;

import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.bytedeco.pytorch.Tensor;
import torch4j.Torch;
import torch4j.internal.Text;

/**
 * The base of the optimizers. Same as {@code torch.optim.Optimizer}.
 *
 * <p>The parameters cross to native code once, here; {@link #step()} is one native call, whatever
 * their number. The state (moments, step counts) belongs to no scope and is freed when the
 * optimizer is collected; nobody closes it. An optimizer may be used by one thread at a time.
 *
 * @param <O> the options of a group
 */
public abstract sealed class Optimizer<O extends OptimizerOptions<O>> permits SGD, Adam, AdamW {
  private static final Cleaner CLEANER = Cleaner.create();

  private final List<ParamGroup<O>> groups = new ArrayList<>();
  private final Set<Long> seen = new HashSet<>();
  private final long state;

  /**
   * An optimizer of these groups.
   *
   * @throws IllegalArgumentException if there is no parameter, one comes twice, or one is not a
   *     leaf
   */
  Optimizer(O defaults, List<Params<O>> params) {
    Torch.init();
    if (params.isEmpty()) {
      throw emptyList();
    }
    var checked = new ArrayList<ParamGroup<O>>();
    for (Params<O> group : params) {
      checked.add(
          new ParamGroup<>(requireParameters(group.tensors()), group.overrides().apply(defaults)));
    }
    long native0 = NativeOptimizer.create();
    state = native0;
    CLEANER.register(this, () -> NativeOptimizer.destroy(native0));
    for (ParamGroup<O> group : checked) {
      NativeOptimizer.addGroup(state, addresses(group.params()));
      groups.add(group);
    }
  }

  private static IllegalArgumentException emptyList() {
    return new IllegalArgumentException("params: got an empty list, expected at least one tensor");
  }

  private List<Tensor> requireParameters(List<Tensor> tensors) {
    if (tensors.isEmpty()) {
      throw emptyList();
    }
    for (int i = 0; i < tensors.size(); i++) {
      Tensor tensor = tensors.get(i);
      String name = "params[" + i + "]";
      if (tensor.isNull()) {
        throw new IllegalStateException(name + ": got a closed tensor, expected an open one");
      }
      if (!tensor.is_leaf()) {
        throw new IllegalArgumentException(
            name + ": got a non-leaf tensor " + Text.of(tensor) + ", expected a leaf");
      }
      if (!seen.add(tensor.unsafeGetTensorImpl().address())) {
        throw new IllegalArgumentException(
            name
                + ": got "
                + Text.of(tensor)
                + " for the second time, expected each parameter once, in one group");
      }
    }
    return tensors;
  }

  private static long[] addresses(List<Tensor> tensors) {
    return tensors.stream().mapToLong(Tensor::address).toArray();
  }

  /** The groups, in order. Same as {@code param_groups}. */
  public final List<ParamGroup<O>> paramGroups() {
    return Collections.unmodifiableList(groups);
  }

  /** Sets all gradients to none. Same as {@code zero_grad()}. */
  public final void zeroGrad() {
    zeroGrad(true);
  }

  /** Sets all gradients to none, or to zeros. Same as {@code zero_grad(set_to_none)}. */
  public final void zeroGrad(boolean setToNone) {
    try {
      NativeOptimizer.zeroGrad(state, setToNone);
    } finally {
      Reference.reachabilityFence(this); // or the state could be freed under the call
    }
  }

  /**
   * Updates the parameters that have a gradient. Same as {@code step()}. One native call.
   *
   * @throws torch4j.TorchException if LibTorch refuses, for example sparse gradients
   */
  public final void step() {
    try {
      nativeStep(state, numbers());
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  /**
   * Calls the closure, with gradients on, and then updates the parameters. Same as {@code
   * step(closure)}.
   *
   * @return what the closure returned: the loss
   */
  public final Tensor step(Supplier<Tensor> closure) {
    Tensor loss;
    try (var grad = Torch.enableGrad()) {
      loss = closure.get();
    }
    step();
    return loss;
  }

  private double[] numbers() {
    double[] first = groups.get(0).options().toNumbers();
    if (groups.size() == 1) {
      return first;
    }
    var all = new double[groups.size() * first.length];
    for (int i = 0; i < groups.size(); i++) {
      System.arraycopy(groups.get(i).options().toNumbers(), 0, all, i * first.length, first.length);
    }
    return all;
  }

  /** One step over all groups. */
  abstract void nativeStep(long state, double[] groups);
}
