package torch4j.nn;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import torch4j.Tensor;

/** The forward and backward hooks of a module, in the order in which they were registered. */
final class CallHooks {
  final List<ForwardPreHook> before = new ArrayList<>();
  final List<ForwardHook> after = new ArrayList<>();
  final List<BackwardHook> backward = new ArrayList<>();

  /** Whether there are no hooks. */
  boolean isEmpty() {
    return before.isEmpty() && after.isEmpty() && backward.isEmpty();
  }

  /** A copy with the same hooks. */
  CallHooks copy() {
    var copy = new CallHooks();
    copy.before.addAll(before);
    copy.after.addAll(after);
    copy.backward.addAll(backward);
    return copy;
  }

  /** Runs a forward pass with the hooks. */
  <R> R run(Module module, List<Tensor> given, Function<List<Tensor>, R> forward) {
    List<Tensor> inputs = given;
    for (ForwardPreHook hook : List.copyOf(before)) {
      List<Tensor> changed = hook.before(module, inputs);
      if (changed != null) {
        inputs = requireAsMany(module.typeName() + ": forward pre-hook", changed, inputs);
      }
    }
    if (backward.isEmpty()) {
      return runForwardHooks(module, inputs, forward.apply(inputs));
    }
    var hookCall = new BackwardHookCall(module, List.copyOf(backward));
    R output = forward.apply(hookCall.inputs(inputs));
    return hookCall.output(runForwardHooks(module, inputs, output));
  }

  @SuppressWarnings("unchecked") // checked by hasSameType
  private <R> R runForwardHooks(Module module, List<Tensor> inputs, R computed) {
    R output = computed;
    for (ForwardHook hook : List.copyOf(after)) {
      Object changed = hook.after(module, inputs, output);
      if (changed != null && !hasSameType(changed, output)) {
        throw new IllegalArgumentException(
            module.typeName()
                + ": forward hook: got a "
                + changed.getClass().getSimpleName()
                + ", expected a "
                + output.getClass().getSimpleName()
                + " or null");
      }
      output = changed == null ? output : (R) changed;
    }
    return output;
  }

  private static boolean hasSameType(Object one, Object other) {
    return one.getClass() == other.getClass() || (one instanceof Tensor && other instanceof Tensor);
  }

  static List<Tensor> requireAsMany(String what, List<Tensor> changed, List<Tensor> inputs) {
    if (changed.size() != inputs.size()) {
      throw new IllegalArgumentException(
          what + ": got " + changed.size() + " tensors, expected " + inputs.size() + " or null");
    }
    return changed;
  }
}
