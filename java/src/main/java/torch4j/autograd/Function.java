package torch4j.autograd;

import java.util.Arrays;
import java.util.List;
import torch4j.Tensor;
import torch4j.ThreadState;
import torch4j.Torch;
import torch4j.internal.Require;
import torch4j.internal.graph.GraphCallback;

/**
 * An operator with a backward of its own. Same as {@code torch.autograd.Function}.
 *
 * <pre>{@code
 * final class Exp extends Function {
 *   protected Tensor[] forward(FunctionContext ctx, Tensor... inputs) {
 *     Tensor result = inputs[0].exp();
 *     ctx.saveForBackward(result);
 *     return tensors(result);
 *   }
 *
 *   protected Tensor[] backward(FunctionContext ctx, Tensor... gradOutputs) {
 *     return tensors(gradOutputs[0].mul(ctx.savedTensor()));
 *   }
 * }
 *
 * Tensor y = new Exp().call(x);
 * }</pre>
 *
 * <p>What is no tensor is a field of the subclass, or is kept by {@link FunctionContext#set}.
 * Tensors for the backward go through {@link FunctionContext#saveForBackward}. Forward runs without
 * recording. Backward runs on the thread of the backward pass (for a GPU, the engine's), and is
 * recorded if that was called with {@code createGraph}: then its operators give the second
 * derivative. What it throws comes out of the backward pass as it is. The graph keeps the function
 * alive, and nothing else does.
 */
public abstract class Function {
  /** A function without state. */
  protected Function() {}

  /**
   * Computes the outputs.
   *
   * @param inputs what {@link #apply} got
   * @return the outputs; null for none
   */
  protected abstract Tensor[] forward(FunctionContext ctx, Tensor... inputs);

  /**
   * Computes the gradients of the inputs.
   *
   * @param gradOutputs the gradients of the outputs; zeros where there is none, or null if {@link
   *     FunctionContext#setMaterializeGrads} says so
   * @return one for each input; null where none is needed
   */
  protected abstract Tensor[] backward(FunctionContext ctx, Tensor... gradOutputs);

  /** The name of the node in the graph, as in messages: the class with "Backward". */
  protected String name() {
    String name = getClass().getName();
    return name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf('$')) + 1) + "Backward";
  }

  /** What a forward or backward returns; null for none. */
  protected static Tensor[] tensors(Tensor... tensors) {
    return tensors;
  }

  /**
   * Calls the function, and records it if an input requires gradients. Same as {@code
   * Function.apply(*inputs)}.
   *
   * @param inputs null for what is no tensor
   * @return the outputs; null where forward returned null
   * @throws IllegalStateException if a tensor is closed
   * @throws torch4j.TorchException if forward marks what is no output, or changes a leaf that
   *     requires gradients in place
   */
  public final List<Tensor> apply(Tensor... inputs) {
    Torch.init();
    Require.nonNull(inputs, "inputs", "tensors");
    Tensors.rawOptional(Arrays.asList(inputs), "inputs");
    var context = new FunctionContext(inputs);
    try {
      Tensor[] outputs;
      try (ThreadState state = Torch.noGrad()) {
        outputs = Require.nonNull(forward(context, inputs.clone()), "forward", "tensors");
      }
      return Tensors.wrapped(
          context.call(name(), inputs, outputs).record(new Backward(this, context)));
    } finally {
      context.close();
    }
  }

  /**
   * Calls a function with one output.
   *
   * @param inputs null for what is no tensor
   * @throws IllegalStateException if it has not exactly one, or a tensor is closed
   * @throws torch4j.TorchException as {@link #apply}
   */
  public final Tensor call(Tensor... inputs) {
    List<Tensor> outputs = apply(inputs);
    if (outputs.size() != 1) {
      throw new IllegalStateException(
          "call: got " + outputs.size() + " outputs, expected 1; apply returns all");
    }
    return outputs.get(0);
  }

  /** The backward, as the graph calls it. */
  private record Backward(Function function, FunctionContext forward) implements GraphCallback {
    @Override
    public org.bytedeco.pytorch.Tensor[] call(org.bytedeco.pytorch.Tensor[] raw, long node) {
      Tensor[] gradOutputs = Tensors.wrapped(Arrays.asList(raw)).toArray(new Tensor[0]);
      FunctionContext context = forward.backward(node);
      try {
        Tensor[] gradients = function.backward(context, gradOutputs);
        String name = function.name();
        return Tensors.rawOptional(
                Arrays.asList(Require.nonNull(gradients, name, "gradients")), name)
            .toArray(new org.bytedeco.pytorch.Tensor[0]);
      } finally {
        context.close();
      }
    }
  }
}
