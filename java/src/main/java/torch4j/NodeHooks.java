package torch4j;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import torch4j.internal.graph.GraphCallback;
import torch4j.internal.graph.HookResult;

/** The hooks of one node, in the order of registration. They live as long as the node. */
final class NodeHooks implements GraphCallback {
  /** For hooks that may replace all gradients that they get. */
  static final int ALL = -1;

  /** Not a record: the same body may be registered twice. */
  private static final class Hook {
    private final NodeHook body;
    private final String name;

    Hook(NodeHook body, String name) {
      this.body = body;
      this.name = name;
    }
  }

  private final int replaced;
  private final List<Hook> hooks = new CopyOnWriteArrayList<>();

  /**
   * No hooks yet.
   *
   * @param replaced how many of the gradients they may replace, the first ones
   */
  NodeHooks(int replaced) {
    this.replaced = replaced;
  }

  /**
   * Adds a hook to a node.
   *
   * @param fresh for a node that has no hooks
   * @param attach has the node keep {@code fresh}, or returns what it has
   * @param named what gives the hook its name in messages
   */
  static RemovableHandle add(
      NodeHooks fresh, UnaryOperator<GraphCallback> attach, NodeHook body, Object named) {
    synchronized (NodeHooks.class) { // two threads must not both attach
      var attached = (NodeHooks) attach.apply(fresh);
      var hook = new Hook(body, HookNames.of(named));
      attached.hooks.add(hook);
      return new RemovableHandle(() -> attached.hooks.remove(hook));
    }
  }

  @Override
  public org.bytedeco.pytorch.Tensor[] call(org.bytedeco.pytorch.Tensor[] tensors, long node) {
    int count = replaced == ALL ? tensors.length : replaced;
    List<Tensor> current = wrapped(tensors, 0, count);
    List<Tensor> arrived = wrapped(tensors, count, tensors.length);
    for (Hook hook : hooks) {
      List<Tensor> result = hook.body.call(current, arrived);
      if (result != null) {
        requireLike(current, result, hook.name);
        current = result;
      }
    }
    return current.stream()
        .map(each -> each == null ? null : each.raw)
        .toArray(org.bytedeco.pytorch.Tensor[]::new);
  }

  private static List<Tensor> wrapped(org.bytedeco.pytorch.Tensor[] tensors, int from, int to) {
    Tensor[] wrapped = new Tensor[to - from];
    for (int i = from; i < to; i++) {
      wrapped[i - from] = tensors[i] == null ? null : new Tensor(tensors[i]);
    }
    return Collections.unmodifiableList(Arrays.asList(wrapped));
  }

  private static void requireLike(List<Tensor> original, List<Tensor> result, String name) {
    if (original.size() != result.size()) {
      throw new TorchException(
          "hook '"
              + name
              + "' has returned an incorrect number of values (got "
              + result.size()
              + ", but expected "
              + original.size()
              + ")",
          "");
    }
    for (int i = 0; i < result.size(); i++) {
      if (result.get(i) != null) {
        Tensor before = original.get(i);
        HookResult.requireLike(before == null ? null : before.raw, result.get(i).raw, name);
      }
    }
  }
}
