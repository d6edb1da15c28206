package torch4j.nn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.internal.graph.ObservedGradients;

/**
 * The backward hooks of one call of a module. The inputs and the outputs each pass through a node
 * of the autograd graph: the backward pass reaches the node of the outputs first, which stores
 * their gradients; the node of the inputs is reached when all gradients of the inputs have been
 * computed, and runs the hooks.
 */
final class BackwardHookCall {
  private final Module module;
  private final List<BackwardHook> hooks;
  private List<Tensor> gradOutput; // null unless a pass is between the two nodes
  private int inputCount;
  private int[] observedInputs = {};

  BackwardHookCall(Module module, List<BackwardHook> hooks) {
    this.module = module;
    this.hooks = hooks;
  }

  /** Passes the inputs through their node. */
  List<Tensor> inputs(List<Tensor> inputs) {
    inputCount = inputs.size();
    observedInputs = indicesRequiringGrad(inputs);
    return observe(inputs, observedInputs, this::onGradInput);
  }

  /** Passes the tensors of the output through their node. */
  <R> R output(R output) {
    List<Tensor> tensors = OutputTensors.tensors(output);
    int[] indices = indicesRequiringGrad(tensors);
    return OutputTensors.with(
        output, observe(tensors, indices, grads -> onGradOutput(tensors, indices, grads)));
  }

  private static int[] indicesRequiringGrad(List<Tensor> tensors) {
    var indices = new ArrayList<Integer>();
    for (int i = 0; i < tensors.size(); i++) {
      Tensor tensor = tensors.get(i);
      if (tensor != null && tensor.requiresGrad()) {
        indices.add(i);
      }
    }
    return indices.stream().mapToInt(Integer::intValue).toArray();
  }

  private static List<Tensor> observe(
      List<Tensor> tensors, int[] indices, UnaryOperator<Tensor[]> observer) {
    if (indices.length == 0 || !Torch.isGradEnabled()) {
      return tensors;
    }
    List<org.bytedeco.pytorch.Tensor> observed =
        ObservedGradients.of(
            Arrays.stream(indices).mapToObj(index -> tensors.get(index).unwrap()).toList(),
            (grads, node) -> unwrapped(observer.apply(wrapped(grads))));
    List<Tensor> result = new ArrayList<>(tensors);
    for (int i = 0; i < indices.length; i++) {
      result.set(indices[i], Tensor.wrap(observed.get(i)));
    }
    return Collections.unmodifiableList(result);
  }

  private static Tensor[] wrapped(org.bytedeco.pytorch.Tensor[] grads) {
    return Arrays.stream(grads)
        .map(grad -> grad == null ? null : Tensor.wrap(grad))
        .toArray(Tensor[]::new);
  }

  private static org.bytedeco.pytorch.Tensor[] unwrapped(Tensor[] grads) {
    return Arrays.stream(grads)
        .map(grad -> grad == null ? null : grad.unwrap())
        .toArray(org.bytedeco.pytorch.Tensor[]::new);
  }

  private Tensor[] onGradOutput(List<Tensor> outputs, int[] indices, Tensor[] grads) {
    gradOutput = atIndices(outputs.size(), indices, grads);
    if (observedInputs.length == 0) {
      runHooks(new ArrayList<>(Collections.nCopies(inputCount, null)));
    }
    return grads;
  }

  private Tensor[] onGradInput(Tensor[] grads) {
    if (gradOutput == null) {
      return grads; // they came past the output, as in a second backward pass
    }
    List<Tensor> result = runHooks(atIndices(inputCount, observedInputs, grads));
    return Arrays.stream(observedInputs).mapToObj(result::get).toArray(Tensor[]::new);
  }

  private List<Tensor> runHooks(List<Tensor> gradInput) {
    List<Tensor> current = gradInput;
    for (BackwardHook hook : hooks) {
      List<Tensor> changed = hook.backward(module, current, gradOutput);
      if (changed != null) {
        current = CallHooks.requireAsMany(module.typeName() + ": backward hook", changed, current);
      }
    }
    gradOutput = null;
    return current;
  }

  private static List<Tensor> atIndices(int size, int[] indices, Tensor[] tensors) {
    List<Tensor> list = new ArrayList<>(Collections.nCopies(size, null));
    for (int i = 0; i < indices.length; i++) {
      list.set(indices[i], tensors[i]);
    }
    return Collections.unmodifiableList(list);
  }
}
