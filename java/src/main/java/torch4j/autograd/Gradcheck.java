package torch4j.autograd;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import torch4j.DType;
import torch4j.Layout;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.internal.Require;

/** One run of {@code torch.autograd.gradcheck} with its messages. */
final class Gradcheck {
  private static final String NONDETERMINISTIC =
      """


      NOTE: If your op relies on non-deterministic operations i.e., it is listed here:
      https://pytorch.org/docs/stable/generated/torch.use_deterministic_algorithms.html
      this failure might be expected.
      """;

  private final java.util.function.Function<List<Tensor>, List<Tensor>> function;
  private final List<Tensor> inputs;
  private final List<Tensor> differentiated;
  private final GradcheckOptions options;

  Gradcheck(
      java.util.function.Function<List<Tensor>, List<Tensor>> function,
      List<Tensor> inputs,
      GradcheckOptions options) {
    this.function = function;
    this.inputs = inputs;
    this.options = options;
    this.differentiated = inputs.stream().filter(Tensor::requiresGrad).toList();
  }

  boolean check() {
    requireInputs();
    if (options.raiseException()) {
      compare();
      return true;
    }
    try {
      compare();
      return true;
    } catch (GradcheckException e) {
      return false;
    }
  }

  private void requireInputs() {
    for (int i = 0; i < inputs.size(); i++) {
      if (inputs.get(i).requiresGrad()) {
        requireNoOverlap(i, inputs.get(i));
      }
    }
    if (differentiated.isEmpty()) {
      throw new IllegalArgumentException(
          "gradcheck expects at least one input tensor to require gradient, but none of them have"
              + " requires_grad=True.");
    }
  }

  private static void requireNoOverlap(int index, Tensor input) {
    if (input.layout() != Layout.strided) {
      throw new IllegalArgumentException(
          "inputs[" + index + "]: got layout " + input.layout() + ", expected strided");
    }
    for (int dim = 0; dim < input.dim(); dim++) {
      if (input.stride(dim) == 0 && input.size(dim) > 1) {
        throw new IllegalArgumentException(
            "The "
                + index
                + "th input has a dimension with stride 0. gradcheck only supports inputs that are"
                + " non-overlapping to be able to compute the numerical gradients correctly. You"
                + " should call .contiguous on the input before passing it to gradcheck.");
      }
    }
  }

  private void compare() {
    List<Tensor> outputs = call(function);
    if (outputs.stream().anyMatch(output -> output.layout() != Layout.strided)) {
      throw new IllegalArgumentException(
          "Sparse output is not supported at gradcheck yet. Please call"
              + " to_dense(masked_grad=...) on the output of fn for gradcheck.");
    }
    if (outputs.stream().anyMatch(Tensor::isComplex)) {
      compare(parts(Tensor::imag), complexIndices(outputs), "imaginary");
      compare(parts(Tensor::real), complexIndices(outputs), "real");
    } else {
      compare(function, List.of(), "");
    }
    requireZeroForZeros(differentiable(outputs));
    if (options.checkUndefinedGrad()) {
      requireUndefinedAsZero(differentiable(outputs).size());
    }
  }

  private java.util.function.Function<List<Tensor>, List<Tensor>> parts(
      UnaryOperator<Tensor> part) {
    return given ->
        function.apply(given).stream()
            .map(output -> output.isComplex() ? part.apply(output) : output)
            .toList();
  }

  private static List<Integer> complexIndices(List<Tensor> outputs) {
    List<Integer> indices = new ArrayList<>();
    List<Tensor> differentiable = differentiable(outputs);
    for (int i = 0; i < differentiable.size(); i++) {
      if (differentiable.get(i).isComplex()) {
        indices.add(i);
      }
    }
    return indices;
  }

  private List<Tensor> call(java.util.function.Function<List<Tensor>, List<Tensor>> called) {
    return Require.noNulls(called.apply(inputs), "function", "a tensor");
  }

  private static List<Tensor> differentiable(List<Tensor> outputs) {
    return outputs.stream().filter(Tensor::requiresGrad).toList();
  }

  private void compare(
      java.util.function.Function<List<Tensor>, List<Tensor>> compared,
      List<Integer> complexOutputs,
      String part) {
    IntFunction<String> prefix =
        index ->
            complexOutputs.contains(index)
                ? "While considering the " + part + " part of complex outputs only, "
                : "";
    if (options.fastMode()) {
      new FastGradcheck(() -> call(compared), differentiated, options).compare(prefix);
      return;
    }
    List<Tensor> outputs = call(compared);
    List<List<Tensor>> numerical = new ArrayList<>(); // by input, by output
    for (Tensor input : differentiated) {
      numerical.add(new NumericalJacobian(() -> call(compared), options.eps()).of(input, outputs));
    }
    int index = 0; // among those that require gradients, as Python counts
    for (int i = 0; i < outputs.size(); i++) {
      if (outputs.get(i).requiresGrad()) {
        List<Tensor> analytical = analytical(outputs.get(i));
        for (int j = 0; j < differentiated.size(); j++) {
          requireClose(prefix.apply(index), analytical.get(j), numerical.get(j).get(i), index, j);
        }
        index++;
      }
    }
    if (index == 0) {
      requireZero(numerical);
    }
  }

  private static void requireZero(List<List<Tensor>> jacobians) {
    for (List<Tensor> ofInput : jacobians) {
      for (Tensor jacobian : ofInput) {
        if (jacobian != null && jacobian.ne(0).any().itemBoolean()) {
          throw new GradcheckException("Numerical gradient for function expected to be zero");
        }
      }
    }
  }

  private void requireClose(
      String prefix, Tensor analytical, Tensor numerical, int output, int input) {
    DType promoted = Torch.promoteTypes(analytical.dtype(), numerical.dtype());
    Tensor expected = numerical.to(analytical.device()).to(promoted);
    if (!Torch.allclose(analytical.to(promoted), expected, options.rtol(), options.atol())) {
      throw new GradcheckException(
          mismatch(prefix, analytical.toString(), numerical.toString(), output, input));
    }
  }

  static String mismatch(
      String prefix, String analytical, String numerical, int output, int input) {
    return prefix
        + "Jacobian mismatch for output "
        + output
        + " with respect to input "
        + input
        + ",\nnumerical:"
        + numerical
        + "\nanalytical:"
        + analytical
        + "\n";
  }

  // Twice, for backward passes that do not always give the same.
  private List<Tensor> analytical(Tensor output) {
    List<Tensor> first = rows(output, differentiated);
    requireSame(first, rows(output, differentiated), options.nondetTol());
    return first;
  }

  static void requireSame(List<Tensor> first, List<Tensor> second, double tolerance) {
    for (int i = 0; i < first.size(); i++) {
      Tensor difference = first.get(i).sub(second.get(i)).abs();
      if (difference.numel() != 0 && difference.max().itemDouble() > tolerance) {
        throw new GradcheckException(
            "Backward is not reentrant, i.e., running backward with same input and grad_output"
                + " multiple times gives different values, although analytical gradient matches"
                + " numerical gradient.The tolerance for nondeterminism was "
                + tolerance
                + "."
                + NONDETERMINISTIC);
      }
    }
  }

  // Of each input: a column for each element of the output.
  static List<Tensor> rows(Tensor output, List<Tensor> differentiated) {
    List<Tensor> jacobians = new ArrayList<>();
    for (Tensor input : differentiated) {
      jacobians.add(
          Torch.zerosLike(input.detach()).reshape(input.numel(), 1).repeat(1, output.numel()));
    }
    GradOptions grad = GradOptions.options().retainGraph(true).allowUnused(true);
    for (long i = 0; i < output.numel(); i++) {
      Tensor one = output.detach().newZeros(output.numel());
      one.select(0, i).fill_(1.0);
      List<Tensor> gradients =
          Autograd.grad(
              List.of(output),
              differentiated,
              grad.gradOutputs(List.of(one.reshape(output.shape()))));
      for (int j = 0; j < gradients.size(); j++) {
        if (gradients.get(j) != null) {
          jacobians.get(j).select(1, i).copy_(gradients.get(j).detach().toDense().reshape(-1));
        }
      }
    }
    return jacobians;
  }

  private static List<Tensor> zeros(List<Tensor> outputs) {
    return outputs.stream().map(output -> Torch.zerosLike(output.detach())).toList();
  }

  private void requireZeroForZeros(List<Tensor> outputs) {
    if (outputs.isEmpty()) {
      return;
    }
    GradOptions grad = GradOptions.options().allowUnused(true).gradOutputs(zeros(outputs));
    for (Tensor gradient : Autograd.grad(outputs, differentiated, grad)) {
      if (gradient != null && !gradient.detach().eq(0).all().itemBoolean()) {
        throw new GradcheckException("backward not multiplied by grad_output");
      }
    }
  }

  private void requireUndefinedAsZero(int count) {
    for (int undefined = count > 1 ? -1 : 0; undefined < count; undefined++) {
      List<Tensor> outputs = new ArrayList<>();
      for (Tensor output : differentiable(call(function))) {
        boolean isUndefined = undefined < 0 || undefined == outputs.size();
        outputs.add(isUndefined ? new UndefinedGradient().call(output) : output);
      }
      requireUndefinedAsZero(outputs);
    }
  }

  private void requireUndefinedAsZero(List<Tensor> outputs) {
    List<Tensor> gradients;
    try {
      gradients =
          Autograd.grad(
              outputs,
              differentiated,
              GradOptions.options().allowUnused(true).gradOutputs(zeros(outputs)));
    } catch (RuntimeException e) {
      throw new GradcheckException(
          "Expected backward function to handle undefined output grads. Please look at \"Notes"
              + " about undefined output gradients\" in \"tools/autograd/derivatives.yaml\"",
          e);
    }
    for (Tensor gradient : gradients) {
      if (gradient != null && !gradient.detach().eq(0).all().itemBoolean()) {
        throw new GradcheckException(
            "Expected all input grads to be undefined or zero when all output grads are undefined"
                + " or zero. Please look at \"Notes about undefined output gradients\" in"
                + " \"tools/autograd/derivatives.yaml\"");
      }
    }
  }

  /** Passes on a tensor, and no gradient. */
  private static final class UndefinedGradient extends Function {
    @Override
    protected Tensor[] forward(FunctionContext ctx, Tensor... given) {
      return tensors(given[0].clone());
    }

    @Override
    protected Tensor[] backward(FunctionContext ctx, Tensor... gradOutputs) {
      return tensors((Tensor) null);
    }
  }
}
