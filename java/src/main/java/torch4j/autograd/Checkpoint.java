package torch4j.autograd;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.bytedeco.pytorch.Tensor;
import torch4j.Scope;
import torch4j.ThreadState;
import torch4j.Torch;
import torch4j.TorchException;
import torch4j.internal.Require;
import torch4j.internal.TensorDescription;
import torch4j.internal.Unscoped;
import torch4j.internal.graph.GraphSettings;
import torch4j.internal.graph.SavedTensorPacking;

/**
 * One call of a checkpointed function. In the forward pass each tensor that the graph saves is
 * replaced by a {@link Holder}. The first one that a backward pass asks for has the function called
 * again, until as many tensors are saved as the first time; the i-th belongs to the i-th holder.
 */
final class Checkpoint implements SavedTensorPacking {
  /** In place of a tensor: by backward pass, the tensor that was computed again. */
  private static final class Holder {
    private final Map<Integer, Tensor> recomputed = new HashMap<>();
  }

  /** Ends the second call when no more is needed. It passes through LibTorch. */
  private static final class Recomputed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Recomputed() {
      super("torch4j: stop of a recomputation", null, false, false);
    }
  }

  private final Function<List<torch4j.Tensor>, List<torch4j.Tensor>> function;
  private final List<Tensor> inputs = new ArrayList<>();
  private final long[] versions;
  private final AutocastState autocast = AutocastState.current();
  private final RandomState random;
  private final List<WeakReference<Holder>> holders = new ArrayList<>();
  private final List<String> saved = new ArrayList<>(); // what they are, for the comparison
  private final Set<Integer> passes = new HashSet<>();
  private int outsidePasses; // numbers of unpackings outside a backward pass
  private int used; // holders that the graph still has
  private boolean isForwardDone;

  Checkpoint(
      Function<List<torch4j.Tensor>, List<torch4j.Tensor>> function, List<torch4j.Tensor> inputs) {
    this.function = function;
    for (torch4j.Tensor input : inputs) {
      this.inputs.add(copy(input.unwrap()));
    }
    random = RandomState.of(this.inputs);
    versions = this.inputs.stream().mapToLong(Tensor::_version).toArray();
  }

  // Another handle, which belongs to no scope.
  private static Tensor copy(Tensor tensor) {
    return Unscoped.make(() -> new Tensor(tensor));
  }

  List<torch4j.Tensor> forward() {
    List<Tensor> outputs = new ArrayList<>();
    try (Scope scope = Torch.scope();
        ThreadState packing = GraphSettings.packing(this)) {
      List<torch4j.Tensor> made =
          Require.noNulls(function.apply(Tensors.wrapped(inputs)), "function", "a tensor");
      for (torch4j.Tensor output : made) {
        outputs.add(copy(output.unwrap()));
      }
    } finally {
      endForward();
    }
    return outputs.stream()
        .map(
            output -> {
              try (output) {
                return torch4j.Tensor.wrap(new Tensor(output)); // of the caller's scope
              }
            })
        .toList();
  }

  private synchronized void endForward() {
    isForwardDone = true;
    closeIfUnused();
  }

  // What the second call would need is freed with the graph, and does not wait for the collector.
  private void closeIfUnused() {
    if (isForwardDone && used == 0) {
      inputs.forEach(Tensor::close);
      random.close();
    }
  }

  @Override
  public synchronized void release(Object packed) {
    ((Holder) packed).recomputed.values().forEach(Tensor::close);
    used--;
    closeIfUnused();
  }

  @Override
  public synchronized Object pack(Tensor tensor) {
    var holder = new Holder();
    used++;
    holders.add(new WeakReference<>(holder));
    saved.add(TensorDescription.of(tensor));
    return holder;
  }

  @Override
  public synchronized Tensor unpack(Object packed) {
    int pass = GraphSettings.graphTaskId();
    if (pass < 0) {
      pass = --outsidePasses;
    }
    if (passes.add(pass)) {
      new Recomputation(pass).run();
    }
    Tensor tensor = ((Holder) packed).recomputed.remove(pass);
    if (tensor == null) {
      throw new TorchException(
          "torch.utils.checkpoint: Unpack is being triggered for a tensor that was already unpacked"
              + " once. If you are calling ctx.saved_tensors in backward, make sure to do so only"
              + " once.",
          "");
    }
    return tensor;
  }

  /** The second call of the function. */
  private final class Recomputation implements SavedTensorPacking {
    private final int pass;
    private final StringBuilder different = new StringBuilder();
    private int count;
    private boolean isComplete;

    Recomputation(int pass) {
      this.pass = pass;
    }

    void run() {
      requireUnchangedInputs();
      try (ThreadState numbers = random.enter();
          Scope scope = Torch.scope();
          ThreadState grad = Torch.enableGrad();
          ThreadState cast = autocast.enter();
          ThreadState packing = GraphSettings.packing(this)) {
        List<torch4j.Tensor> unused = function.apply(Tensors.wrapped(inputs));
      } catch (RuntimeException e) {
        if (!isComplete) { // otherwise it is Recomputed, or what became of it
          throw e;
        }
      }
      requireSame();
    }

    private void requireUnchangedInputs() {
      for (int i = 0; i < versions.length; i++) {
        if (inputs.get(i)._version() != versions[i]) {
          throw new TorchException(
              "checkpoint: inputs["
                  + i
                  + "]: got version "
                  + inputs.get(i)._version()
                  + ", expected "
                  + versions[i]
                  + ": it has been modified by an inplace operation since the forward pass",
              "");
        }
      }
    }

    @Override
    public Object pack(Tensor tensor) {
      int index = count++;
      if (index >= holders.size()) {
        throw new TorchException(
            "torch.utils.checkpoint: trying to save more tensors during recomputation than during"
                + " the original forward pass.",
            "");
      }
      compare(index, TensorDescription.of(tensor));
      Holder holder = holders.get(index).get();
      Tensor kept = copy(tensor.requires_grad() ? tensor.detach() : tensor);
      if (holder != null) { // its node may be freed already
        holder.recomputed.put(pass, copy(kept));
      }
      if (count == holders.size()) {
        isComplete = true;
        kept.close();
        throw new Recomputed();
      }
      return kept;
    }

    private void compare(int index, String recomputed) {
      if (!saved.get(index).equals(recomputed)) {
        different
            .append("tensor at position ")
            .append(index)
            .append(":\nsaved metadata: ")
            .append(saved.get(index))
            .append("\nrecomputed metadata: ")
            .append(recomputed)
            .append('\n');
      }
    }

    // The graph of the second call may have a backward pass of its own, inside the function.
    @Override
    public Tensor unpack(Object packed) {
      return copy((Tensor) packed);
    }

    @Override
    public void release(Object packed) {
      ((Tensor) packed).close();
    }

    private void requireSame() {
      if (count != holders.size()) {
        throw new TorchException(
            "torch.utils.checkpoint: A different number of tensors was saved during the original"
                + " forward and recomputation.\nNumber of tensors saved during forward: "
                + holders.size()
                + "\nNumber of tensors saved during recomputation: "
                + count
                + ".",
            "");
      }
      if (different.length() > 0) {
        throw new TorchException(
            "torch.utils.checkpoint: Recomputed values for the following tensors have different"
                + " metadata than during the forward pass.\n"
                + different
                + ".",
            "");
      }
    }
  }
}
