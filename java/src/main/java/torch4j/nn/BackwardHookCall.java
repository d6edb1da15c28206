package torch4j.nn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import torch4j.Torch;

/**
 * The backward hooks of one call of a module. The inputs and the outputs each pass through a node
 * of the autograd graph (in native/): the backward pass reaches the node of the outputs first,
 * which stores their gradients; the node of the inputs is reached when all gradients of the inputs
 * have been computed, and runs the hooks.
 */
final class BackwardHookCall {
  private final Module module;
  private final List<BackwardHook> hooks;
  private List<Tensor> gradOutput = List.of();
  private int inputCount;
  private int[] watched = {};

  BackwardHookCall(Module module, List<BackwardHook> hooks) {
    this.module = module;
    this.hooks = hooks;
  }

  /** Passes the inputs through their node. */
  List<Tensor> inputs(List<Tensor> inputs) {
    inputCount = inputs.size();
    watched = differentiable(inputs);
    return watch(inputs, watched, this::onGradInput);
  }

  /** Passes the tensors of the output through their node. */
  <R> R output(R output) {
    List<Tensor> tensors = OutputTensors.tensors(output);
    int[] places = differentiable(tensors);
    return OutputTensors.with(
        output, watch(tensors, places, grads -> onGradOutput(tensors, places, grads)));
  }

  private static int[] differentiable(List<Tensor> tensors) {
    var places = new ArrayList<Integer>();
    for (int i = 0; i < tensors.size(); i++) {
      Tensor tensor = tensors.get(i);
      if (tensor != null && tensor.requires_grad()) {
        places.add(i);
      }
    }
    return places.stream().mapToInt(Integer::intValue).toArray();
  }

  private static List<Tensor> watch(List<Tensor> tensors, int[] places, GradientObserver observer) {
    if (places.length == 0 || !Torch.isGradEnabled()) {
      return tensors;
    }
    var from = new long[places.length];
    var to = new long[places.length];
    List<Tensor> result = new ArrayList<>(tensors);
    for (int i = 0; i < places.length; i++) {
      Tensor watchedOne = new Tensor();
      result.set(places[i], watchedOne);
      from[i] = tensors.get(places[i]).address();
      to[i] = watchedOne.address();
    }
    NativeModule.observe(from, to, observer);
    return Collections.unmodifiableList(result);
  }

  private Tensor[] onGradOutput(List<Tensor> outputs, int[] places, Tensor[] grads) {
    gradOutput = spread(outputs.size(), places, grads);
    if (watched.length == 0) {
      runHooks(new ArrayList<>(Collections.nCopies(inputCount, null)));
    }
    return grads;
  }

  private Tensor[] onGradInput(Tensor[] grads) {
    List<Tensor> result = runHooks(spread(inputCount, watched, grads));
    return Arrays.stream(watched).mapToObj(result::get).toArray(Tensor[]::new);
  }

  private List<Tensor> runHooks(List<Tensor> gradInput) {
    List<Tensor> current = gradInput;
    for (BackwardHook hook : hooks) {
      List<Tensor> changed = hook.backward(module, current, gradOutput);
      if (changed != null) {
        current = CallHooks.requireAsMany(module.typeName() + ": backward hook", changed, current);
      }
    }
    return current;
  }

  private static List<Tensor> spread(int size, int[] places, Tensor[] tensors) {
    List<Tensor> list = new ArrayList<>(Collections.nCopies(size, null));
    for (int i = 0; i < places.length; i++) {
      list.set(places[i], tensors[i]);
    }
    return Collections.unmodifiableList(list);
  }
}
