package torch4j.autograd;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import torch4j.DType;
import torch4j.Generator;
import torch4j.Linalg;
import torch4j.Tensor;
import torch4j.Torch;

/**
 * {@link Gradcheck}'s comparison in fast mode: {@code v * J * u} for random vectors, whose Jacobian
 * is never computed. The vectors are Python's.
 *
 * @param call calls the function on its inputs
 * @param inputs those that require gradients
 */
record FastGradcheck(Supplier<List<Tensor>> call, List<Tensor> inputs, GradcheckOptions options) {
  private static final String SLOW =
      """

      The above quantities relating the numerical and analytical jacobians are computed\s
      in fast mode. See: https://github.com/pytorch/pytorch/issues/53876 for more background\s
      about fast mode. Below, we recompute numerical and analytical jacobians in slow mode:

      Numerical:
       %s
      Analytical:
      %s

      The max per-element difference (slow mode) is: %s.
      """;
  private static final String SLOW_IS_RIGHT =
      "Fast gradcheck failed but element-wise differences are small. This means that the"
          + " test might've passed in slow_mode!";

  /** A vector for an input: a second one for the imaginary part of a complex one, or null. */
  private record Direction(Tensor real, Tensor imaginary) {
    static Direction of(Tensor input, Generator generator) {
      Tensor real = vector(input, generator);
      return new Direction(real, input.isComplex() ? vector(input, generator) : null);
    }

    double sum() {
      double sum = real.sum().itemDouble();
      return imaginary == null ? sum : sum + imaginary.sum().itemDouble();
    }

    Tensor dot(Tensor row) {
      if (imaginary == null) {
        return row.dot(real);
      }
      Tensor parts = Torch.viewAsReal(row.resolveConj());
      return Torch.complex(parts.select(-1, 0).dot(real), parts.select(-1, 1).dot(imaginary));
    }
  }

  private static Tensor vector(Tensor like, Generator generator) {
    DType dtype =
        switch (like.dtype()) {
          case complex128 -> DType.float64;
          case complex64 -> DType.float32;
          default -> like.dtype();
        };
    Tensor vector =
        Torch.rand(new long[] {like.numel()}, generator, DType.float32).to(like.device(), dtype);
    return vector.div_(Linalg.vectorNorm(vector));
  }

  /**
   * Compares all Jacobians.
   *
   * @param prefix what a message about an output begins with
   * @throws GradcheckException if one differs
   */
  void compare(IntFunction<String> prefix) {
    List<Tensor> all = call.get();
    List<Integer> places = new ArrayList<>(); // of outputs with gradients
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).requiresGrad()) {
        places.add(i);
      }
    }
    var generator = new Generator();
    List<Direction> u = inputs.stream().map(input -> Direction.of(input, generator)).toList();
    List<Tensor> v = places.stream().map(place -> vector(all.get(place), generator)).toList();
    List<List<Tensor>> products = new ArrayList<>(); // J * u, by input, by output
    for (int i = 0; i < inputs.size(); i++) {
      products.add(numerical().along(inputs.get(i), u.get(i).real(), u.get(i).imaginary()));
    }
    if (places.isEmpty()) {
      requireZero(products);
    }
    List<List<Tensor>> analytical = new ArrayList<>(); // by output, by input
    for (int j = 0; j < places.size(); j++) {
      analytical.add(analytical(all.get(places.get(j)), v.get(j), u));
    }
    for (int i = 0; i < inputs.size(); i++) {
      for (int j = 0; j < places.size(); j++) {
        Tensor expected = v.get(j).mul(products.get(i).get(places.get(j))).sum();
        Tensor got = analytical.get(j).get(i);
        double atol = options.atol() * u.get(i).sum() * v.get(j).sum().itemDouble();
        if (!isClose(got, expected.to(got.device()), atol)) {
          throw new GradcheckException(
              Gradcheck.mismatch(prefix.apply(j), text(got), text(expected), j, i)
                  + slow(all, places.get(j), i));
        }
      }
    }
  }

  private NumericalJacobian numerical() {
    return new NumericalJacobian(call, options.eps());
  }

  private void requireZero(List<List<Tensor>> products) {
    for (List<Tensor> ofInput : products) {
      for (Tensor product : ofInput) {
        if (product.numel() != 0 && product.abs().max().itemDouble() > options.nondetTol()) {
          throw new GradcheckException("Numerical gradient for function expected to be zero");
        }
      }
    }
  }

  private List<Tensor> analytical(Tensor output, Tensor v, List<Direction> u) {
    List<Tensor> rows = row(output, v);
    Gradcheck.requireSame(rows, row(output, v), options.nondetTol());
    List<Tensor> products = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      products.add(u.get(i).dot(rows.get(i)));
    }
    return products;
  }

  private List<Tensor> row(Tensor output, Tensor v) {
    GradOptions grad = GradOptions.options().retainGraph(true).materializeGrads(true);
    List<Tensor> vector = List.of(v.reshape(output.shape()));
    return Autograd.grad(List.of(output), inputs, grad.gradOutputs(vector)).stream()
        .map(gradient -> gradient.detach().toDense().reshape(-1))
        .toList();
  }

  private boolean isClose(Tensor one, Tensor other, double atol) {
    DType promoted = Torch.promoteTypes(one.dtype(), other.dtype());
    return Torch.allclose(one.to(promoted), other.to(promoted), options.rtol(), atol);
  }

  // As Python formats a tensor of one number.
  private static String text(Tensor number) {
    if (!number.isComplex()) {
      return String.valueOf(number.itemDouble());
    }
    double[] parts = Torch.viewAsReal(number.resolveConj()).to(DType.float64).toDoubleArray();
    return parts[0] == 0
        ? parts[1] + "j"
        : "(" + parts[0] + (parts[1] < 0 ? "" : "+") + parts[1] + "j)";
  }

  private String slow(List<Tensor> outputs, int output, int input) {
    Tensor numerical = numerical().of(inputs.get(input), outputs).get(output);
    Tensor analytical = Gradcheck.rows(outputs.get(output), inputs).get(input);
    double difference = numerical.sub(analytical).abs().max().itemDouble();
    String text = SLOW.formatted(numerical, analytical, difference);
    return isClose(analytical, numerical, options.atol()) ? text + SLOW_IS_RIGHT : text;
  }
}
