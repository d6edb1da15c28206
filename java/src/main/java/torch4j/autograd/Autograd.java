package torch4j.autograd;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import torch4j.BackwardOptions;
import torch4j.Tensor;
import torch4j.ThreadState;
import torch4j.Torch;
import torch4j.TorchException;
import torch4j.internal.Require;
import torch4j.internal.graph.BackwardPass;
import torch4j.internal.graph.GraphSettings;

/**
 * The functions of {@code torch.autograd}, and {@code torch.utils.checkpoint}.
 *
 * <p>What a hook or a custom {@link torch4j.autograd.Function} throws in a backward pass is thrown
 * by the method that started the pass, as it is. All methods may be called from any thread.
 */
public final class Autograd {
  private Autograd() {}

  /**
   * Accumulates gradients in the leaves that led to a tensor of one element. Same as {@code
   * torch.autograd.backward(tensor)}.
   *
   * @throws TorchException if LibTorch refuses
   */
  public static void backward(Tensor tensor) {
    backward(Tensors.one(tensor, "tensor"), null, BackwardOptions.options());
  }

  /**
   * Accumulates gradients in the leaves that led to these tensors. Same as {@code
   * torch.autograd.backward(tensors, grad_tensors)}.
   *
   * @param gradients one for each tensor, null where it is one; null for none at all
   * @throws TorchException if LibTorch refuses
   */
  public static void backward(List<Tensor> tensors, List<Tensor> gradients) {
    backward(tensors, gradients, BackwardOptions.options());
  }

  /**
   * Accumulates gradients in the leaves that led to these tensors. Same as {@code
   * torch.autograd.backward(tensors, grad_tensors, retain_graph, create_graph, inputs)}.
   *
   * @param gradients one for each tensor, null where it is one; null for none at all
   * @throws TorchException if a shape differs, a tensor led from no leaf that requires gradients,
   *     the graph was freed by an earlier call, or a tensor that it needs was changed in place
   */
  public static void backward(
      List<Tensor> tensors, List<Tensor> gradients, BackwardOptions options) {
    Require.nonNull(options, "options", "options of backward");
    BackwardPass.accumulate(
        Tensors.raw(tensors, "tensors"),
        gradients == null ? null : Tensors.rawOptional(gradients, "gradients"),
        options.inputs() == null ? List.of() : Tensors.raw(options.inputs(), "inputs"),
        options.retainsGraph(),
        options.createGraph());
  }

  /**
   * The gradient of a tensor of one element with respect to another. Same as {@code
   * torch.autograd.grad(output, input)[0]}.
   *
   * @throws TorchException if LibTorch refuses
   */
  public static Tensor grad(Tensor output, Tensor input) {
    return grad(Tensors.one(output, "output"), Tensors.one(input, "input")).get(0);
  }

  /**
   * The gradients of the outputs' sum with respect to the inputs. Same as {@code
   * torch.autograd.grad(outputs, inputs)}.
   *
   * @throws TorchException if LibTorch refuses
   */
  public static List<Tensor> grad(List<Tensor> outputs, List<Tensor> inputs) {
    return grad(outputs, inputs, GradOptions.options());
  }

  /**
   * The gradients of the outputs with respect to the inputs, which their {@code .grad} do not get.
   * Same as {@code torch.autograd.grad(outputs, inputs, grad_outputs, ...)}.
   *
   * @return one for each input; null where the outputs do not depend on it, if the options allow
   * @throws IllegalArgumentException if gradients are to be materialized and unused inputs are
   *     refused
   * @throws TorchException if a shape differs, an output led from no leaf that requires gradients,
   *     an input is unused, the graph was freed by an earlier call, or a tensor that it needs was
   *     changed in place
   */
  public static List<Tensor> grad(List<Tensor> outputs, List<Tensor> inputs, GradOptions options) {
    Require.nonNull(options, "options", "options of grad");
    if (options.materializeGrads() && Boolean.FALSE.equals(options.allowUnused())) {
      throw new IllegalArgumentException(
          "Expected allow_unused to be True or not passed when materialize_grads=True, but got:"
              + " allow_unused=False.");
    }
    Tensors.raw(outputs, "outputs");
    Tensors.raw(inputs, "inputs");
    if (inputs.isEmpty()) {
      throw new TorchException("`inputs` argument to `grad()` cannot be empty.", "");
    }
    List<Tensor> found =
        options.isGradsBatched()
            ? BatchedGrads.grad(outputs, inputs, options)
            : gradients(outputs, inputs, options.gradOutputs(), options.retainsGraph(), options);
    if (!options.materializeGrads()) {
      return found;
    }
    List<Tensor> materialized = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      Tensor gradient = found.get(i);
      materialized.add(
          gradient == null
              ? Torch.zerosLike(inputs.get(i)).requiresGrad_(options.createGraph())
              : gradient);
    }
    return Collections.unmodifiableList(materialized);
  }

  static List<Tensor> gradients(
      List<Tensor> outputs,
      List<Tensor> inputs,
      List<Tensor> gradOutputs,
      boolean retainGraph,
      GradOptions options) {
    return Tensors.wrapped(
        BackwardPass.gradients(
            Tensors.raw(outputs, "outputs"),
            gradOutputs == null ? null : Tensors.rawOptional(gradOutputs, "gradOutputs"),
            Tensors.raw(inputs, "inputs"),
            retainGraph,
            options.createGraph(),
            options.allowsUnused()));
  }

  /**
   * Has what this thread saves for the backward pass packed, until closed. Same as {@code
   * torch.autograd.graph.saved_tensors_hooks(pack_hook, unpack_hook)}. Of nested ones the innermost
   * is used.
   *
   * @param pack gets a tensor that it must not change, and returns what to save instead
   * @param unpack gets that, and returns a tensor of the same values; called at most once for each
   *     backward pass
   */
  public static ThreadState savedTensorsHooks(
      Function<Tensor, Object> pack, Function<Object, Tensor> unpack) {
    Torch.init();
    return GraphSettings.packing(
        new SavedTensorsHooks(
            Require.nonNull(pack, "pack", "a function"),
            Require.nonNull(unpack, "unpack", "a function")));
  }

  /**
   * Detects anomalies until closed: NaN in gradients is an error, and what a backward pass throws
   * has, as its cause, the lines of the forward pass that made the failing node. Same as {@code
   * torch.autograd.detect_anomaly()}. It holds for all threads, and makes each operator slower.
   */
  public static AnomalyDetection detectAnomaly() {
    return detectAnomaly(true);
  }

  /**
   * Detects anomalies until closed. Same as {@code torch.autograd.detect_anomaly(check_nan)}.
   *
   * @param checkNan whether NaN in gradients is an error
   */
  public static AnomalyDetection detectAnomaly(boolean checkNan) {
    Torch.init();
    return new AnomalyDetection(checkNan);
  }

  /** Whether anomalies are detected. Same as {@code torch.is_anomaly_enabled()}. */
  public static boolean isAnomalyEnabled() {
    Torch.init();
    return GraphSettings.isAnomalyModeEnabled();
  }

  /**
   * Calls a function without saving what its backward needs: the backward pass calls it again. Same
   * as {@code torch.utils.checkpoint.checkpoint(function, input, use_reentrant=False)}.
   *
   * @see #checkpoint(Function, List)
   */
  public static Tensor checkpoint(UnaryOperator<Tensor> function, Tensor input) {
    Require.nonNull(function, "function", "a function");
    return checkpoint(
            inputs -> Collections.singletonList(function.apply(inputs.get(0))),
            Tensors.one(input, "input"))
        .get(0);
  }

  /**
   * Calls a function without saving what its backward needs: the backward pass calls it again, with
   * the same random numbers and under the same autocast. Same as {@code
   * torch.utils.checkpoint.checkpoint(function, *inputs, use_reentrant=False)}.
   *
   * <p>Tensors that the function makes are freed when it returns, except those that it returns, so
   * that their memory is free until the backward pass; it must not keep others. It has to compute
   * the same both times: the tensors that it saves are counted and compared.
   *
   * @return what the function returned
   * @throws TorchException from the backward pass, if the function saves other tensors then
   */
  public static List<Tensor> checkpoint(
      Function<List<Tensor>, List<Tensor>> function, List<Tensor> inputs) {
    Require.nonNull(function, "function", "a function");
    Tensors.raw(inputs, "inputs");
    return Torch.isGradEnabled()
        ? new Checkpoint(function, inputs).forward()
        : function.apply(inputs);
  }

  /**
   * Calls functions one after the other in segments, and checkpoints each segment but the last.
   * Same as {@code torch.utils.checkpoint.checkpoint_sequential(functions, segments, input,
   * use_reentrant=False)}.
   *
   * @throws IllegalArgumentException if there are fewer functions than segments
   */
  public static Tensor checkpointSequential(
      List<UnaryOperator<Tensor>> functions, int segments, Tensor input) {
    Require.noNulls(functions, "functions", "a function");
    if (segments < 1 || segments > functions.size()) {
      throw new IllegalArgumentException(
          "segments: got " + segments + ", expected from 1 to " + functions.size());
    }
    int length = functions.size() / segments;
    Tensor current = Tensors.one(input, "input").get(0);
    for (int i = 0; i < segments - 1; i++) {
      current = checkpoint(chain(functions.subList(i * length, (i + 1) * length)), current);
    }
    return chain(functions.subList((segments - 1) * length, functions.size())).apply(current);
  }

  private static UnaryOperator<Tensor> chain(List<UnaryOperator<Tensor>> functions) {
    return input -> {
      Tensor current = input;
      for (UnaryOperator<Tensor> function : functions) {
        current = function.apply(current);
      }
      return current;
    };
  }

  /**
   * Compares the gradients of a function to finite differences. Same as {@code
   * torch.autograd.gradcheck(function, inputs)}.
   *
   * @see #gradcheck(Function, List, GradcheckOptions)
   */
  public static boolean gradcheck(
      Function<List<Tensor>, List<Tensor>> function, List<Tensor> inputs) {
    return gradcheck(function, inputs, GradcheckOptions.options());
  }

  /**
   * Compares the gradients of a function to finite differences. Same as {@code
   * torch.autograd.gradcheck(function, inputs, eps, atol, rtol, ...)}.
   *
   * @param inputs float64 or complex128 for the default tolerances
   * @return whether they are equal; true, if the options have exceptions raised
   * @throws GradcheckException if they are not, and the options have exceptions raised
   * @throws IllegalArgumentException if no input requires gradients
   */
  public static boolean gradcheck(
      Function<List<Tensor>, List<Tensor>> function,
      List<Tensor> inputs,
      GradcheckOptions options) {
    Require.nonNull(function, "function", "a function");
    Require.nonNull(options, "options", "options of gradcheck");
    Tensors.raw(inputs, "inputs");
    return new Gradcheck(function, inputs, options).check();
  }

  /**
   * Compares the second derivatives of a function to finite differences of the first. Same as
   * {@code torch.autograd.gradgradcheck(function, inputs)}.
   */
  public static boolean gradgradcheck(
      Function<List<Tensor>, List<Tensor>> function, List<Tensor> inputs) {
    return gradgradcheck(function, inputs, null, GradcheckOptions.options());
  }

  /**
   * Compares the second derivatives of a function to finite differences of the first. Same as
   * {@code torch.autograd.gradgradcheck(function, inputs, grad_outputs, eps, atol, rtol, ...)}.
   *
   * @param gradOutputs the gradients of the outputs; null for random ones
   * @return as {@link #gradcheck(Function, List, GradcheckOptions)}
   * @throws GradcheckException as {@link #gradcheck(Function, List, GradcheckOptions)}
   */
  public static boolean gradgradcheck(
      Function<List<Tensor>, List<Tensor>> function,
      List<Tensor> inputs,
      List<Tensor> gradOutputs,
      GradcheckOptions options) {
    Require.nonNull(function, "function", "a function");
    Require.nonNull(options, "options", "options of gradgradcheck");
    Tensors.raw(inputs, "inputs");
    return GradgradcheckInputs.of(function, inputs, gradOutputs).check(options);
  }
}
