package torch4j.autograd;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import torch4j.Tensor;
import torch4j.internal.Require;
import torch4j.internal.graph.FunctionCall;

/**
 * What a {@link Function} passes from its forward to its backward. Same as the {@code ctx} of
 * {@code torch.autograd.Function}. Valid during the call that got it.
 */
public final class FunctionContext {
  /** What both directions share. */
  private static final class Shared {
    private final Map<String, Object> values = new HashMap<>();
    private boolean[] needsInputGrad = {};
    private int savedCount;
  }

  private final Shared shared;
  private final long node; // 0 in forward
  private boolean isOpen = true;
  private Tensor[] saved = {};
  private Tensor[] dirty = {};
  private Tensor[] nonDifferentiable = {};
  private boolean materializeGrads = true;

  /** Of a forward. */
  FunctionContext(Tensor[] inputs) {
    shared = new Shared();
    shared.needsInputGrad = new boolean[inputs.length];
    for (int i = 0; i < inputs.length; i++) {
      shared.needsInputGrad[i] = inputs[i] != null && inputs[i].requiresGrad();
    }
    node = 0;
  }

  private FunctionContext(Shared shared, long node) {
    this.shared = shared;
    this.node = node;
  }

  /** Of a backward. Backward passes of several threads may run through one node. */
  FunctionContext backward(long node) {
    return new FunctionContext(shared, node);
  }

  /** Ends the call. What was saved is the graph's from now on. */
  void close() {
    isOpen = false;
    shared.savedCount = node == 0 ? saved.length : shared.savedCount;
    saved = new Tensor[0];
    dirty = saved;
    nonDifferentiable = saved;
  }

  /**
   * Saves inputs or outputs for the backward pass, which is refused if they are changed in place
   * until then. Same as {@code ctx.save_for_backward}. Tensors belong here and nowhere else: an
   * output in a field of the function would keep itself alive for good.
   *
   * @param tensors null for none
   * @throws IllegalStateException in a backward
   */
  public void saveForBackward(Tensor... tensors) {
    Require.nonNull(tensors, "tensors", "tensors");
    requireForward("saveForBackward");
    saved = tensors.clone();
  }

  /**
   * The tensors saved in the forward, in their order. Same as {@code ctx.saved_tensors}.
   *
   * @return null where null was saved
   * @throws IllegalStateException in a forward
   * @throws torch4j.TorchException if they are freed, or were changed in place
   */
  public List<Tensor> savedTensors() {
    if (node == 0 || !isOpen) {
      throw new IllegalStateException(
          "savedTensors: got a call outside backward, expected one inside");
    }
    return Tensors.wrapped(FunctionCall.saved(node, shared.savedCount));
  }

  /** The first of {@link #savedTensors}. */
  public Tensor savedTensor() {
    return savedTensors().get(0);
  }

  /**
   * Marks inputs that the forward changed in place; they must be outputs, too. Same as {@code
   * ctx.mark_dirty}.
   *
   * @throws IllegalStateException in a backward
   */
  public void markDirty(Tensor... inputs) {
    Require.noNulls(inputs == null ? null : Arrays.asList(inputs), "inputs", "a tensor");
    requireForward("markDirty");
    dirty = inputs.clone();
  }

  /**
   * Marks outputs that require no gradients. Same as {@code ctx.mark_non_differentiable}.
   *
   * @throws IllegalStateException in a backward
   */
  public void markNonDifferentiable(Tensor... outputs) {
    Require.noNulls(outputs == null ? null : Arrays.asList(outputs), "outputs", "a tensor");
    requireForward("markNonDifferentiable");
    nonDifferentiable = outputs.clone();
  }

  /**
   * Sets whether an output without a gradient has zeros in the backward, and not null; true at
   * first. Same as {@code ctx.set_materialize_grads}.
   *
   * @throws IllegalStateException in a backward
   */
  public void setMaterializeGrads(boolean value) {
    requireForward("setMaterializeGrads");
    materializeGrads = value;
  }

  /**
   * Whether an input requires gradients. Same as {@code ctx.needs_input_grad[index]}.
   *
   * @throws IllegalArgumentException if there is no such input
   */
  public boolean needsInputGrad(int index) {
    if (index < 0 || index >= shared.needsInputGrad.length) {
      throw new IllegalArgumentException(
          "index: got " + index + ", expected from 0 to " + (shared.needsInputGrad.length - 1));
    }
    return shared.needsInputGrad[index];
  }

  /**
   * Keeps what is no tensor for the backward. Same as an attribute of {@code ctx}.
   *
   * @param value may be null
   * @throws IllegalStateException in a backward
   */
  public void set(String name, Object value) {
    Require.nonNull(name, "name", "a name");
    requireForward("set");
    shared.values.put(name, value);
  }

  /** What {@link #set} kept; null for an unknown name. */
  public Object get(String name) {
    return shared.values.get(Require.nonNull(name, "name", "a name"));
  }

  private void requireForward(String method) {
    if (node != 0 || !isOpen) {
      throw new IllegalStateException(method + ": got a call outside forward, expected one inside");
    }
  }

  /** The call, for the graph. */
  FunctionCall call(String name, Tensor[] inputs, Tensor[] outputs) {
    return new FunctionCall(
        name,
        optional(inputs, "inputs"),
        optional(outputs, "outputs"),
        Tensors.raw(Arrays.asList(dirty), "markDirty"),
        Tensors.raw(Arrays.asList(nonDifferentiable), "markNonDifferentiable"),
        optional(saved, "saveForBackward"),
        materializeGrads);
  }

  private static List<org.bytedeco.pytorch.Tensor> optional(Tensor[] tensors, String name) {
    return Collections.unmodifiableList(Tensors.rawOptional(Arrays.asList(tensors), name));
  }
}
