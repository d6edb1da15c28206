package torch4j.internal.graph;

import java.lang.ref.Reference;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.Tensor;
import torch4j.RemovableHandle;
import torch4j.TorchException;

/** The hooks of one tensor, in the order of registration. They live as long as its graph. */
public final class TensorHooks implements GraphCallback {
  /** Not a record: the same body may be registered twice. */
  private static final class Hook {
    private final String name;
    private final UnaryOperator<Tensor> body;

    Hook(String name, UnaryOperator<Tensor> body) {
      this.name = name;
      this.body = body;
    }
  }

  private final List<Hook> hooks = new CopyOnWriteArrayList<>();

  private TensorHooks() {}

  /**
   * Registers a hook for the tensor's gradient.
   *
   * @param name what messages call it
   * @param body gets the gradient, null for an undefined one; returns what takes its place, or null
   * @throws TorchException if the tensor requires no gradient
   */
  public static RemovableHandle add(Tensor tensor, String name, UnaryOperator<Tensor> body) {
    try {
      synchronized (TensorHooks.class) { // two threads must not both attach
        GraphCallback hooks = NativeGraph.tensorHooks(Addresses.of(tensor), new TensorHooks());
        return ((TensorHooks) hooks).with(new Hook(name, body));
      }
    } finally {
      Reference.reachabilityFence(tensor);
    }
  }

  /**
   * Registers a hook that gets the leaf itself after its gradient has been accumulated.
   *
   * @throws TorchException if the tensor requires no gradient, or is no leaf
   */
  public static RemovableHandle addPostAccumulate(Tensor tensor, Consumer<Tensor> body) {
    UnaryOperator<Tensor> returningNothing =
        leaf -> {
          body.accept(leaf);
          return null;
        };
    try {
      synchronized (TensorHooks.class) {
        GraphCallback hooks =
            NativeGraph.postAccumulateHooks(Addresses.of(tensor), new TensorHooks());
        return ((TensorHooks) hooks).with(new Hook("", returningNothing));
      }
    } finally {
      Reference.reachabilityFence(tensor);
    }
  }

  private RemovableHandle with(Hook hook) {
    hooks.add(hook);
    return new RemovableHandle(() -> hooks.remove(hook));
  }

  @Override
  public Tensor[] call(Tensor[] tensors, long node) {
    Tensor current = tensors[0];
    for (Hook hook : hooks) {
      Tensor result = hook.body.apply(current);
      if (result != null) {
        HookResult.requireLike(current, result, hook.name);
        current = result;
      }
    }
    return new Tensor[] {current};
  }
}
