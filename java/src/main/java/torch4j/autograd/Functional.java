package torch4j.autograd;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import torch4j.Tensor;
import torch4j.ThreadState;
import torch4j.Torch;
import torch4j.TorchException;
import torch4j.internal.Require;
import torch4j.internal.graph.BackwardPass;

/**
 * Derivatives of functions of tensors. Same as {@code torch.autograd.functional}, without its
 * strict mode and vectorization: what an output does not depend on has zeros.
 */
public final class Functional {
  private static final GradOptions GRAD = GradOptions.options().allowUnused(true);

  private Functional() {}

  /**
   * The Jacobian of a function of one tensor: of the shape of the output and then the input. Same
   * as {@code torch.autograd.functional.jacobian(function, input)}.
   */
  public static Tensor jacobian(UnaryOperator<Tensor> function, Tensor input) {
    Require.nonNull(function, "function", "a function");
    return jacobian(of(function), Tensors.one(input, "input"), false).get(0).get(0);
  }

  /**
   * The Jacobians of a function, by output and then by input. Same as {@code
   * torch.autograd.functional.jacobian(function, inputs, create_graph)}.
   *
   * @param createGraph whether they are recorded, for higher derivatives
   * @return for each output and input a tensor of the shape of the output and then the input
   */
  public static List<List<Tensor>> jacobian(
      Function<List<Tensor>, List<Tensor>> function, List<Tensor> inputs, boolean createGraph) {
    Require.nonNull(function, "function", "a function");
    Tensors.raw(inputs, "inputs");
    try (ThreadState on = Torch.enableGrad()) {
      List<Tensor> leaves = leaves(inputs, createGraph);
      List<List<Tensor>> jacobians = new ArrayList<>();
      for (Tensor output : outputs(function, leaves)) {
        jacobians.add(detached(ofOutput(output, leaves, createGraph), createGraph));
      }
      return Collections.unmodifiableList(jacobians);
    }
  }

  private static List<Tensor> ofOutput(Tensor output, List<Tensor> inputs, boolean createGraph) {
    List<List<Tensor>> rows = new ArrayList<>();
    Tensor flat = output.reshape(-1);
    GradOptions options = GRAD.retainGraph(true).createGraph(createGraph);
    for (long i = 0; i < output.numel(); i++) {
      rows.add(grad(List.of(flat.select(0, i)), inputs, options, inputs));
    }
    List<Tensor> jacobians = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      int index = i;
      long[] shape = concat(output.shape(), inputs.get(i).shape());
      jacobians.add(
          rows.isEmpty()
              ? inputs.get(i).newZeros(shape)
              : Torch.stack(rows.stream().map(row -> row.get(index)).toList()).view(shape));
    }
    return jacobians;
  }

  private static long[] concat(long[] first, long[] second) {
    return LongStream.concat(Arrays.stream(first), Arrays.stream(second)).toArray();
  }

  /**
   * The Hessian of a function of one tensor, whose output has one element: of the shape of the
   * input, twice. Same as {@code torch.autograd.functional.hessian(function, input)}.
   *
   * @throws TorchException if the output has not exactly one element
   */
  public static Tensor hessian(UnaryOperator<Tensor> function, Tensor input) {
    Require.nonNull(function, "function", "a function");
    return hessian(inputs -> function.apply(inputs.get(0)), Tensors.one(input, "input"), false)
        .get(0)
        .get(0);
  }

  /**
   * The Hessians of a function whose output has one element, by input and then by input. Same as
   * {@code torch.autograd.functional.hessian(function, inputs, create_graph)}.
   *
   * @param createGraph whether they are recorded, for higher derivatives
   * @throws TorchException if the output has not exactly one element
   */
  public static List<List<Tensor>> hessian(
      Function<List<Tensor>, Tensor> function, List<Tensor> inputs, boolean createGraph) {
    Require.nonNull(function, "function", "a function");
    return jacobian(
        given -> jacobian(each -> List.of(scalar(function.apply(each))), given, true).get(0),
        inputs,
        createGraph);
  }

  private static Tensor scalar(Tensor output) {
    if (Require.nonNull(output, "function", "a tensor").numel() != 1) {
      throw new TorchException(
          "The Tensor returned by the function given to hessian should contain a single element",
          "");
    }
    return output.squeeze();
  }

  /**
   * The outputs of a function, and the product of a vector from the left with its Jacobian. Same as
   * {@code torch.autograd.functional.vjp(function, inputs, v, create_graph)}.
   *
   * @param v of the shapes of the outputs; null if that is one output of one element
   * @param createGraph whether the product is recorded, for higher derivatives
   * @throws TorchException if the vector does not fit
   */
  public static OutputsAndProduct vjp(
      Function<List<Tensor>, List<Tensor>> function,
      List<Tensor> inputs,
      List<Tensor> v,
      boolean createGraph) {
    Require.nonNull(function, "function", "a function");
    Tensors.raw(inputs, "inputs");
    List<Tensor> leaves;
    List<Tensor> outputs;
    try (ThreadState on = Torch.enableGrad()) {
      leaves = leaves(inputs, createGraph);
      outputs = outputs(function, leaves);
    }
    requireLike(v, outputs, "the user-provided function returns");
    GradOptions options = GRAD.createGraph(createGraph).gradOutputs(v);
    try (ThreadState mode = Torch.setGradEnabled(createGraph || Torch.isGradEnabled())) {
      return new OutputsAndProduct(
          detached(outputs, createGraph),
          detached(grad(outputs, leaves, options, leaves), createGraph));
    }
  }

  /**
   * The outputs of a function, and the product of its Jacobian with a vector from the right, by two
   * backward passes. Same as {@code torch.autograd.functional.jvp(function, inputs, v,
   * create_graph)}.
   *
   * @param v of the shapes of the inputs; null if that is one input of one element
   * @param createGraph whether the product is recorded, for higher derivatives
   * @throws TorchException if the vector does not fit
   */
  public static OutputsAndProduct jvp(
      Function<List<Tensor>, List<Tensor>> function,
      List<Tensor> inputs,
      List<Tensor> v,
      boolean createGraph) {
    Require.nonNull(function, "function", "a function");
    Tensors.raw(inputs, "inputs");
    requireLike(v, inputs, "the input to the user-provided function is");
    try (ThreadState on = Torch.enableGrad()) {
      List<Tensor> leaves = leaves(inputs, createGraph);
      List<Tensor> outputs = outputs(function, leaves);
      // The product with them is linear in them: their values do not matter.
      List<Tensor> zeros =
          outputs.stream().map(output -> Torch.zerosLike(output).requiresGrad_()).toList();
      List<Tensor> gradients =
          grad(outputs, leaves, GRAD.createGraph(true).gradOutputs(zeros), leaves);
      GradOptions options = GRAD.createGraph(createGraph).gradOutputs(v);
      return new OutputsAndProduct(
          detached(outputs, createGraph),
          detached(grad(gradients, zeros, options, outputs), createGraph));
    }
  }

  // What is no function of the inputs is left out; what has no gradient has zeros, like these.
  private static List<Tensor> grad(
      List<Tensor> outputs, List<Tensor> inputs, GradOptions options, List<Tensor> like) {
    List<Tensor> from = new ArrayList<>();
    List<Tensor> gradOutputs = options.gradOutputs() == null ? null : new ArrayList<>();
    for (int i = 0; i < outputs.size(); i++) {
      if (outputs.get(i).requiresGrad()) {
        from.add(outputs.get(i));
        if (gradOutputs != null) {
          gradOutputs.add(options.gradOutputs().get(i));
        }
      }
    }
    List<Tensor> found =
        from.isEmpty()
            ? Collections.nCopies(inputs.size(), null)
            : Autograd.grad(from, inputs, options.gradOutputs(gradOutputs));
    List<Tensor> filled = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      filled.add(found.get(i) == null ? Torch.zerosLike(like.get(i)) : found.get(i));
    }
    return filled;
  }

  private static Function<List<Tensor>, List<Tensor>> of(UnaryOperator<Tensor> function) {
    return inputs -> Collections.singletonList(function.apply(inputs.get(0)));
  }

  private static List<Tensor> outputs(
      Function<List<Tensor>, List<Tensor>> function, List<Tensor> inputs) {
    return Require.noNulls(function.apply(inputs), "function", "a tensor");
  }

  private static List<Tensor> leaves(List<Tensor> inputs, boolean createGraph) {
    return inputs.stream()
        .map(
            input ->
                createGraph && input.requiresGrad()
                    ? input.viewAs(input)
                    : input.detach().requiresGrad_())
        .toList();
  }

  private static List<Tensor> detached(List<Tensor> tensors, boolean createGraph) {
    return createGraph ? tensors : tensors.stream().map(Tensor::detach).toList();
  }

  private static void requireLike(List<Tensor> v, List<Tensor> other, String source) {
    if (v == null) {
      if (other.size() != 1 || other.get(0).numel() != 1) {
        throw new TorchException(
            "The vector v can only be None if "
                + source
                + " a single Tensor with a single element.",
            "");
      }
      return;
    }
    Tensors.raw(v, "v");
    if (v.size() != other.size()) {
      throw new TorchException(
          "v is a tuple of invalid length: should be "
              + other.size()
              + " but got "
              + v.size()
              + ".",
          "");
    }
    for (int i = 0; i < v.size(); i++) {
      if (!Arrays.equals(v.get(i).shape(), other.get(i).shape())) {
        throw new TorchException(
            (v.size() > 1 ? "Entry " + i + " in v" : "v")
                + " has invalid size: should be "
                + BackwardPass.size(other.get(i).shape())
                + " but got "
                + BackwardPass.size(v.get(i).shape())
                + ".",
            "");
      }
    }
  }
}
