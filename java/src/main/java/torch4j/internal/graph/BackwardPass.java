package torch4j.internal.graph;

import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import torch4j.TorchException;
import torch4j.internal.LibTorchErrors;
import torch4j.internal.TensorDescription;

/**
 * Runs of the autograd engine, as Python's {@code torch.autograd.backward} and {@code grad} start
 * them, with their checks. What a hook or a custom function throws is thrown as it is.
 */
public final class BackwardPass {
  private BackwardPass() {}

  /**
   * Accumulates gradients in the leaves, or in the inputs only, if there are any.
   *
   * @param gradients one for each output, null where it is one; null for none at all
   * @throws TorchException if LibTorch refuses
   */
  public static void accumulate(
      List<Tensor> outputs,
      List<Tensor> gradients,
      List<Tensor> inputs,
      boolean retainGraph,
      boolean createGraph) {
    List<Tensor> roots = roots(outputs, gradients);
    try {
      NativeGraph.backward(
          Addresses.of(outputs),
          Addresses.ofOptional(roots),
          Addresses.of(inputs),
          retainGraph,
          createGraph,
          true,
          true,
          new long[0]);
    } finally {
      Reference.reachabilityFence(List.of(outputs, roots, inputs));
    }
  }

  /**
   * The gradients of the inputs; null for one that the outputs do not depend on.
   *
   * @param gradients one for each output, null where it is one; null for none at all
   * @throws TorchException if LibTorch refuses
   */
  public static List<Tensor> gradients(
      List<Tensor> outputs,
      List<Tensor> gradients,
      List<Tensor> inputs,
      boolean retainGraph,
      boolean createGraph,
      boolean allowUnused) {
    List<Tensor> roots = roots(outputs, gradients);
    List<Tensor> results = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      results.add(new Tensor());
    }
    try {
      NativeGraph.backward(
          Addresses.of(outputs),
          Addresses.ofOptional(roots),
          Addresses.of(inputs),
          retainGraph,
          createGraph,
          false,
          allowUnused,
          Addresses.of(results));
    } finally {
      Reference.reachabilityFence(List.of(outputs, roots, inputs));
    }
    results.replaceAll(result -> result.defined() ? result : null);
    return results;
  }

  // As Python: what is left over on either side is ignored here, and counted by the engine.
  private static List<Tensor> roots(List<Tensor> outputs, List<Tensor> gradients) {
    List<Tensor> roots = new ArrayList<>();
    int count = gradients == null ? outputs.size() : Math.min(outputs.size(), gradients.size());
    try {
      for (int i = 0; i < count; i++) {
        Tensor gradient = gradients == null ? null : gradients.get(i);
        roots.add(gradient == null ? one(outputs.get(i)) : checked(i, outputs.get(i), gradient));
      }
    } catch (RuntimeException e) {
      throw LibTorchErrors.isLibTorchError(e) ? LibTorchErrors.torchException(e) : e;
    }
    return roots;
  }

  private static Tensor one(Tensor output) {
    if (!output.requires_grad()) {
      return null;
    }
    if (output.numel() != 1) {
      throw refused("grad can be implicitly created only for scalar outputs");
    }
    if (!output.is_floating_point()) {
      throw refused(
          "grad can be implicitly created only for real scalar outputs but got torch."
              + TensorDescription.dtype(output));
    }
    return torch.ones_like(output);
  }

  private static Tensor checked(int index, Tensor output, Tensor gradient) {
    if (!Arrays.equals(output.shape(), gradient.shape())) {
      throw refused(
          "Mismatch in shape: grad_output["
              + index
              + "] has a shape of "
              + size(gradient.shape())
              + " and output["
              + index
              + "] has a shape of "
              + size(output.shape())
              + ".");
    }
    if (output.is_complex() != gradient.is_complex()) {
      throw refused(
          "For complex Tensors, both grad_output and output are required to have the same dtype."
              + " Mismatch in dtype: grad_output["
              + index
              + "] has a dtype of torch."
              + TensorDescription.dtype(gradient)
              + " and output["
              + index
              + "] has a dtype of torch."
              + TensorDescription.dtype(output)
              + ".");
    }
    return gradient;
  }

  /** A shape as Python prints it: {@code torch.Size([2, 3])}. */
  public static String size(long[] shape) {
    return Arrays.stream(shape)
        .mapToObj(Long::toString)
        .collect(Collectors.joining(", ", "torch.Size([", "])"));
  }

  private static TorchException refused(String message) {
    return new TorchException(message, "");
  }
}
