package torch4j.autograd;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.TorchException;
import torch4j.internal.graph.BackwardPass;

/**
 * Gradients for a batch of gradients of the outputs, one pass for each. Python runs them as one by
 * vmap; the numbers are the same.
 */
final class BatchedGrads {
  private BatchedGrads() {}

  static List<Tensor> grad(List<Tensor> outputs, List<Tensor> inputs, GradOptions options) {
    int batch = batchSize(outputs, options.gradOutputs());
    List<List<Tensor>> passes = new ArrayList<>();
    for (int i = 0; i < batch; i++) {
      List<Tensor> gradOutputs = new ArrayList<>();
      for (Tensor each : options.gradOutputs()) {
        gradOutputs.add(each == null ? null : each.select(0, i));
      }
      boolean retainGraph = i < batch - 1 || options.retainsGraph();
      passes.add(Autograd.gradients(outputs, inputs, gradOutputs, retainGraph, options));
    }
    List<Tensor> stacked = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      stacked.add(stack(passes, i));
    }
    return Collections.unmodifiableList(stacked);
  }

  private static Tensor stack(List<List<Tensor>> passes, int input) {
    if (passes.get(0).get(input) == null) {
      return null;
    }
    return Torch.stack(passes.stream().map(pass -> pass.get(input)).toList());
  }

  private static int batchSize(List<Tensor> outputs, List<Tensor> gradOutputs) {
    if (gradOutputs == null || gradOutputs.stream().allMatch(each -> each == null)) {
      throw new IllegalArgumentException(
          "gradOutputs: got none, expected one with a first dimension as the batch, because"
              + " isGradsBatched is true");
    }
    long batch = -1;
    for (int i = 0; i < gradOutputs.size(); i++) {
      Tensor each = gradOutputs.get(i);
      if (each == null) {
        continue;
      }
      if (each.dim() == 0 || (batch >= 0 && each.size(0) != batch) || each.size(0) == 0) {
        throw new IllegalArgumentException(
            "gradOutputs["
                + i
                + "]: got shape "
                + Arrays.toString(each.shape())
                + ", expected a first dimension of the batch's size, which is at least 1");
      }
      batch = each.size(0);
      if (i < outputs.size()) {
        requireLike(i, each, outputs.get(i));
      }
    }
    return Math.toIntExact(batch);
  }

  private static void requireLike(int index, Tensor gradOutput, Tensor output) {
    long[] rest = Arrays.copyOfRange(gradOutput.shape(), 1, gradOutput.shape().length);
    if (Arrays.equals(rest, output.shape())) {
      return;
    }
    throw new TorchException(
        "If `is_grads_batched=True`, we interpret the first dimension of each grad_output as the"
            + " batch dimension. The sizes of the remaining dimensions are expected to match the"
            + " shape of corresponding output, but a mismatch was detected: grad_output["
            + index
            + "] has a shape of "
            + BackwardPass.size(rest)
            + " and output["
            + index
            + "] has a shape of "
            + BackwardPass.size(output.shape())
            + ". If you only want some tensors in `grad_output` to be considered batched, consider"
            + " using vmap.",
        "");
  }
}
