package torch4j;

import java.lang.ref.Reference;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import torch4j.internal.LeakDetector;
import torch4j.internal.Require;
import torch4j.internal.graph.BackwardPass;
import torch4j.internal.graph.GraphSettings;
import torch4j.internal.graph.TensorHooks;

/** Methods of {@link Tensor} for gradients: the backward pass, {@code .grad} and hooks. */
abstract class AutogradMethods extends ValueMethods {
  AutogradMethods(org.bytedeco.pytorch.Tensor raw) {
    super(raw);
  }

  /**
   * The gradient: null if there is none. It stays what it is when another takes its place, as in
   * Python. Same as {@code tensor.grad}.
   */
  public final Tensor grad() {
    return ask(
        "grad",
        () -> {
          org.bytedeco.pytorch.Tensor grad = raw.grad(); // points into this tensor
          return grad.defined() ? new Tensor(new org.bytedeco.pytorch.Tensor(grad)) : null;
        });
  }

  /**
   * Sets the gradient, which is not copied. Same as {@code tensor.grad = gradient}.
   *
   * @param gradient null to have none
   * @throws TorchException if it has another dtype, device or shape than this tensor
   */
  public final void setGrad(Tensor gradient) {
    org.bytedeco.pytorch.Tensor other = gradient == null ? null : open(gradient, "gradient");
    GraphSettings.setGrad(open("setGrad"), other);
  }

  /**
   * Computes the gradients of the leaves that led here. Same as {@code tensor.backward()}.
   *
   * @throws TorchException if this tensor has more than one element or led from no leaf that
   *     requires gradients, the graph was freed by an earlier call, or a tensor that it needs was
   *     changed in place
   */
  public final void backward() {
    backward(null, BackwardOptions.options());
  }

  /**
   * Computes the gradients of the leaves that led here. Same as {@code tensor.backward(gradient)}.
   *
   * @param gradient the gradient of this tensor, of its shape; null for one, if it has one element
   * @throws TorchException as {@link #backward()}, or if the gradient has another shape
   */
  public final void backward(Tensor gradient) {
    backward(gradient, BackwardOptions.options());
  }

  /**
   * Computes the gradients of the leaves that led here. Same as {@code tensor.backward(gradient,
   * retain_graph, create_graph, inputs)}. What a hook or a custom function throws is thrown here.
   *
   * @param gradient the gradient of this tensor, of its shape; null for one, if it has one element
   * @throws TorchException as {@link #backward()}, or if the gradient has another shape
   */
  public final void backward(Tensor gradient, BackwardOptions options) {
    Require.nonNull(options, "options", "options of backward");
    List<Tensor> inputs = options.inputs() == null ? List.of() : options.inputs();
    BackwardPass.accumulate(
        List.of(open("backward")),
        Collections.singletonList(gradient == null ? null : open(gradient, "gradient")),
        inputs.stream().map(input -> open(input, "inputs")).toList(),
        options.retainsGraph(),
        options.createGraph());
  }

  /**
   * Registers a hook that is called with the gradient of this tensor each time it is computed. Same
   * as {@code tensor.register_hook}.
   *
   * @param hook gets the gradient, null for an undefined one; it must not change it, and may return
   *     another one that takes its place, or null
   * @throws TorchException if this tensor requires no gradient
   */
  public final RemovableHandle registerHook(UnaryOperator<Tensor> hook) {
    Require.nonNull(hook, "hook", "a hook");
    return TensorHooks.add(
        open("registerHook"),
        HookNames.of(hook),
        gradient -> {
          Tensor result = hook.apply(gradient == null ? null : new Tensor(gradient));
          return result == null ? null : result.raw;
        });
  }

  /**
   * Registers a hook that is called with this tensor each time its gradient has been accumulated.
   * Same as {@code tensor.register_post_accumulate_grad_hook}.
   *
   * @throws TorchException if this tensor requires no gradient, or is no leaf
   */
  public final RemovableHandle registerPostAccumulateGradHook(Consumer<Tensor> hook) {
    Require.nonNull(hook, "hook", "a hook");
    return TensorHooks.addPostAccumulate(
        open("registerPostAccumulateGradHook"), leaf -> hook.accept(new Tensor(leaf)));
  }

  /**
   * How often this tensor, or another of the same memory, was changed in place. Same as {@code
   * tensor._version}.
   */
  public final long version() {
    return ask("_version", raw::_version);
  }

  /**
   * The name of the function that made this tensor, such as {@code AddBackward0}; null for a leaf.
   * Same as {@code type(tensor.grad_fn).__name__}.
   */
  public final String gradFnName() {
    try {
      return NativeGradFn.name(open("grad_fn").address());
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  /**
   * The node of the graph that made this tensor; null for a leaf. Same as {@code tensor.grad_fn}.
   *
   * @throws TorchException for a view that was modified in place where that is not allowed
   */
  public final Node gradFn() {
    try {
      return Node.of(NativeGradFn.of(open("grad_fn").address()));
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  private org.bytedeco.pytorch.Tensor open(String method) {
    if (raw.isNull()) {
      throw LeakDetector.closedTensor(method + ": input", raw);
    }
    return raw;
  }

  private static org.bytedeco.pytorch.Tensor open(Tensor tensor, String argument) {
    if (tensor.raw.isNull()) {
      throw LeakDetector.closedTensor(argument, tensor.raw);
    }
    return tensor.raw;
  }
}
