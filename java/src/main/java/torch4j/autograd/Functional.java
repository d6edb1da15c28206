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
import torch4j.autograd.FunctionalChecks.Product;
import torch4j.internal.Require;

/**
 * Derivatives of functions of tensors. Same as {@code torch.autograd.functional}, without its
 * vectorization and forward mode. What an output does not depend on has zeros, or is an error in
 * strict mode.
 */
public final class Functional {
  private static final GradOptions GRAD = GradOptions.options().allowUnused(true);
  private static final FunctionalOptions DEFAULT = FunctionalOptions.options();
  private static final String OF_INPUT = "the input to the user-provided function is";

  private Functional() {}

  /**
   * The Jacobian of a function of one tensor: of the shape of the output and then the input. Same
   * as {@code torch.autograd.functional.jacobian(function, input)}.
   */
  public static Tensor jacobian(UnaryOperator<Tensor> function, Tensor input) {
    Require.nonNull(function, "function", "a function");
    return jacobian(
            inputs -> Collections.singletonList(function.apply(inputs.get(0))),
            Tensors.one(input, "input"),
            DEFAULT)
        .get(0)
        .get(0);
  }

  /**
   * The Jacobians of a function, by output and then by input. Same as {@code
   * torch.autograd.functional.jacobian(function, inputs, create_graph, strict)}.
   *
   * @return for each output and input a tensor of the shape of the output and then the input
   * @throws TorchException in strict mode, if an output is independent of an input
   */
  public static List<List<Tensor>> jacobian(
      Function<List<Tensor>, List<Tensor>> function,
      List<Tensor> inputs,
      FunctionalOptions options) {
    require(function, inputs, options);
    try (ThreadState on = Torch.enableGrad()) {
      List<Tensor> leaves = leaves(inputs, options);
      List<Tensor> outputs = outputs(function, leaves);
      FunctionalChecks.requireOutputsWithGrad(outputs, options);
      List<List<Tensor>> jacobians = new ArrayList<>();
      for (int i = 0; i < outputs.size(); i++) {
        jacobians.add(detached(ofOutput(i, outputs.get(i), leaves, options), options));
      }
      return Collections.unmodifiableList(jacobians);
    }
  }

  private static List<Tensor> ofOutput(
      int output, Tensor tensor, List<Tensor> inputs, FunctionalOptions options) {
    List<List<Tensor>> rows = new ArrayList<>();
    Tensor flat = tensor.reshape(-1);
    GradOptions grad = GRAD.retainGraph(true).createGraph(options.createGraph());
    for (long i = 0; i < tensor.numel(); i++) {
      List<Tensor> gradients = grad(List.of(flat.select(0, i)), inputs, grad);
      rows.add(FunctionalChecks.row(gradients, inputs, output, options));
    }
    List<Tensor> jacobians = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      int index = i;
      long[] shape = concat(tensor.shape(), inputs.get(i).shape());
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
    return hessian(inputs -> function.apply(inputs.get(0)), Tensors.one(input, "input"), DEFAULT)
        .get(0)
        .get(0);
  }

  /**
   * The Hessians of a function whose output has one element, by input and then by input. Same as
   * {@code torch.autograd.functional.hessian(function, inputs, create_graph, strict)}.
   *
   * @throws TorchException if the output has not exactly one element; in strict mode, if it or its
   *     Jacobian is independent of an input
   */
  public static List<List<Tensor>> hessian(
      Function<List<Tensor>, Tensor> function, List<Tensor> inputs, FunctionalOptions options) {
    require(function, inputs, options);
    return jacobian(given -> jacobianOfScalar(function, given, options), inputs, options);
  }

  private static List<Tensor> jacobianOfScalar(
      Function<List<Tensor>, Tensor> function, List<Tensor> given, FunctionalOptions options) {
    List<Tensor> jacobian =
        jacobian(
                each -> {
                  List<Tensor> output = outputs(one(function), each);
                  FunctionalChecks.requireOutputsWithGrad(output, options);
                  return List.of(FunctionalChecks.scalar(output.get(0), "hessian").squeeze());
                },
                given,
                DEFAULT.createGraph(true))
            .get(0);
    FunctionalChecks.requireJacobianWithGrad(jacobian, options);
    return jacobian;
  }

  /**
   * The outputs of a function, and the product of a vector from the left with its Jacobian. Same as
   * {@code torch.autograd.functional.vjp(function, inputs, v, create_graph, strict)}.
   *
   * @param v of the shapes of the outputs; null if that is one output of one element
   * @throws TorchException if the vector does not fit; in strict mode, if the outputs are
   *     independent of an input
   */
  public static OutputsAndProduct vjp(
      Function<List<Tensor>, List<Tensor>> function,
      List<Tensor> inputs,
      List<Tensor> v,
      FunctionalOptions options) {
    require(function, inputs, options);
    List<Tensor> leaves;
    List<Tensor> outputs;
    try (ThreadState on = Torch.enableGrad()) {
      leaves = leaves(inputs, options);
      outputs = outputs(function, leaves);
      FunctionalChecks.requireOutputsWithGrad(outputs, options);
    }
    FunctionalChecks.requireLike(v, outputs, "the user-provided function returns");
    return product(Product.VJP, outputs, leaves, outputs, leaves, v, options);
  }

  /**
   * The outputs of a function, and the product of its Jacobian with a vector from the right, by two
   * backward passes. Same as {@code torch.autograd.functional.jvp(function, inputs, v,
   * create_graph, strict)}.
   *
   * @param v of the shapes of the inputs; null if that is one input of one element
   * @throws TorchException if the vector does not fit; in strict mode, if the outputs are
   *     independent of an input, or their gradients of the gradients of the outputs
   */
  public static OutputsAndProduct jvp(
      Function<List<Tensor>, List<Tensor>> function,
      List<Tensor> inputs,
      List<Tensor> v,
      FunctionalOptions options) {
    require(function, inputs, options);
    FunctionalChecks.requireLike(v, inputs, OF_INPUT);
    List<Tensor> outputs;
    List<Tensor> zeros;
    List<Tensor> gradients;
    try (ThreadState on = Torch.enableGrad()) {
      List<Tensor> leaves = leaves(inputs, options);
      outputs = outputs(function, leaves);
      FunctionalChecks.requireOutputsWithGrad(outputs, options);
      zeros = zerosLike(outputs);
      gradients = grad(outputs, leaves, GRAD.createGraph(true).gradOutputs(zeros));
      FunctionalChecks.requireGradientsWithGrad(gradients, options);
    }
    return product(Product.JVP, gradients, zeros, outputs, outputs, v, options);
  }

  /**
   * The output of a function, which has one element, and the product of a vector from the left with
   * its Hessian. Same as {@code torch.autograd.functional.vhp(function, inputs, v, create_graph,
   * strict)}.
   *
   * @param v of the shapes of the inputs; null if that is one input of one element
   * @throws TorchException if the vector does not fit, or the output has not exactly one element;
   *     in strict mode, if the output or its Jacobian is independent of an input
   */
  public static OutputsAndProduct vhp(
      Function<List<Tensor>, Tensor> function,
      List<Tensor> inputs,
      List<Tensor> v,
      FunctionalOptions options) {
    require(function, inputs, options);
    FunctionalChecks.requireLike(v, inputs, OF_INPUT);
    List<Tensor> leaves;
    List<Tensor> outputs;
    List<Tensor> jacobian;
    try (ThreadState on = Torch.enableGrad()) {
      leaves = leaves(inputs, options);
      outputs = scalarOutput(function, leaves, "vhp", options);
      jacobian = firstDerivative(outputs, leaves, options);
    }
    return product(Product.VHP, jacobian, leaves, outputs, leaves, v, options);
  }

  /**
   * The output of a function, which has one element, and the product of its Hessian with a vector
   * from the right. For a function that is twice continuously differentiable it is what {@link
   * #vhp} is, which takes one backward pass less. Same as {@code
   * torch.autograd.functional.hvp(function, inputs, v, create_graph, strict)}.
   *
   * @param v of the shapes of the inputs; null if that is one input of one element
   * @throws TorchException as {@link #vhp}
   */
  public static OutputsAndProduct hvp(
      Function<List<Tensor>, Tensor> function,
      List<Tensor> inputs,
      List<Tensor> v,
      FunctionalOptions options) {
    require(function, inputs, options);
    FunctionalChecks.requireLike(v, inputs, OF_INPUT);
    List<Tensor> leaves;
    List<Tensor> outputs;
    List<Tensor> zeros;
    List<Tensor> second;
    try (ThreadState on = Torch.enableGrad()) {
      leaves = leaves(inputs, options);
      outputs = scalarOutput(function, leaves, "hvp", options);
      List<Tensor> jacobian = firstDerivative(outputs, leaves, options);
      zeros = zerosLike(leaves);
      second = grad(jacobian, leaves, GRAD.createGraph(true).gradOutputs(zeros));
    }
    return product(Product.HVP, second, zeros, outputs, leaves, v, options);
  }

  private static List<Tensor> scalarOutput(
      Function<List<Tensor>, Tensor> function,
      List<Tensor> leaves,
      String method,
      FunctionalOptions options) {
    List<Tensor> outputs = outputs(one(function), leaves);
    FunctionalChecks.requireOutputsWithGrad(outputs, options);
    FunctionalChecks.scalar(outputs.get(0), method);
    return outputs;
  }

  private static List<Tensor> firstDerivative(
      List<Tensor> outputs, List<Tensor> leaves, FunctionalOptions options) {
    List<Tensor> jacobian = grad(outputs, leaves, GRAD.createGraph(true));
    FunctionalChecks.requireJacobianWithGrad(jacobian, options);
    return jacobian;
  }

  // The last backward pass: from these, weighted by v, to those.
  private static OutputsAndProduct product(
      Product product,
      List<Tensor> from,
      List<Tensor> to,
      List<Tensor> outputs,
      List<Tensor> like,
      List<Tensor> v,
      FunctionalOptions options) {
    GradOptions grad = GRAD.createGraph(options.createGraph()).gradOutputs(v);
    try (ThreadState mode = Torch.setGradEnabled(options.createGraph() || Torch.isGradEnabled())) {
      List<Tensor> gradients =
          FunctionalChecks.product(product, grad(from, to, grad), like, options);
      return new OutputsAndProduct(detached(outputs, options), detached(gradients, options));
    }
  }

  // The product with them is linear in them: their values do not matter.
  private static List<Tensor> zerosLike(List<Tensor> tensors) {
    return tensors.stream().map(each -> Torch.zerosLike(each).requiresGrad_()).toList();
  }

  // Outputs that are null, or no function of the inputs, are left out; null for no gradient.
  private static List<Tensor> grad(List<Tensor> outputs, List<Tensor> inputs, GradOptions options) {
    List<Tensor> from = new ArrayList<>();
    List<Tensor> gradOutputs = options.gradOutputs() == null ? null : new ArrayList<>();
    for (int i = 0; i < outputs.size(); i++) {
      if (outputs.get(i) != null && outputs.get(i).requiresGrad()) {
        from.add(outputs.get(i));
        if (gradOutputs != null) {
          gradOutputs.add(options.gradOutputs().get(i));
        }
      }
    }
    return from.isEmpty()
        ? Collections.nCopies(inputs.size(), null)
        : Autograd.grad(from, inputs, options.gradOutputs(gradOutputs));
  }

  private static void require(
      Function<?, ?> function, List<Tensor> inputs, FunctionalOptions options) {
    Require.nonNull(function, "function", "a function");
    Require.nonNull(options, "options", "options of derivatives");
    Tensors.raw(inputs, "inputs");
  }

  private static Function<List<Tensor>, List<Tensor>> one(Function<List<Tensor>, Tensor> function) {
    return inputs -> Collections.singletonList(function.apply(inputs));
  }

  private static List<Tensor> outputs(
      Function<List<Tensor>, List<Tensor>> function, List<Tensor> inputs) {
    return Require.noNulls(function.apply(inputs), "function", "a tensor");
  }

  private static List<Tensor> leaves(List<Tensor> inputs, FunctionalOptions options) {
    return inputs.stream()
        .map(
            input ->
                options.createGraph() && input.requiresGrad()
                    ? input.viewAs(input)
                    : input.detach().requiresGrad_())
        .toList();
  }

  private static List<Tensor> detached(List<Tensor> tensors, FunctionalOptions options) {
    return options.createGraph() ? tensors : tensors.stream().map(Tensor::detach).toList();
  }
}
