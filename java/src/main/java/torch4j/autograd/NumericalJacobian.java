package torch4j.autograd;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import torch4j.Tensor;
import torch4j.Torch;

/**
 * Derivatives by central differences, of one input after the other.
 *
 * @param call calls the function on its inputs, which are changed in place meanwhile
 */
record NumericalJacobian(Supplier<List<Tensor>> call, double eps) {
  /**
   * For each output a matrix with a row for each element of the input; null for an output that is
   * neither floating-point nor complex.
   */
  List<Tensor> of(Tensor input, List<Tensor> outputs) {
    List<List<Tensor>> columns = new ArrayList<>(); // by element, by output
    Tensor data = input.data();
    long[] index = new long[(int) input.dim()];
    for (long i = 0; i < input.numel(); i++) {
      columns.add(column(data, index));
      advance(index, input.shape());
    }
    List<Tensor> jacobians = new ArrayList<>();
    for (int i = 0; i < outputs.size(); i++) {
      Tensor output = outputs.get(i);
      jacobians.add(
          output.isFloatingPoint() || output.isComplex()
              ? stacked(columns, i, output, input)
              : null);
    }
    return jacobians;
  }

  /**
   * The products of the Jacobians of all outputs with a vector; of a complex input with one for its
   * real part and one for its imaginary part.
   *
   * @param imaginary null for a real input
   */
  List<Tensor> along(Tensor input, Tensor real, Tensor imaginary) {
    Tensor data = input.data();
    List<Tensor> first = difference(data, real.reshape(input.shape()).mul(eps), "");
    if (imaginary == null) {
      return first;
    }
    Tensor delta = imaginary.reshape(input.shape()).mul(eps).mul(unit(input));
    return combined(first, difference(data, delta, ""), input);
  }

  private static Tensor unit(Tensor input) {
    return Torch.viewAsComplex(Torch.tensor(new double[] {0, 1})).to(input.device(), input.dtype());
  }

  private static List<Tensor> combined(List<Tensor> real, List<Tensor> imaginary, Tensor input) {
    List<Tensor> both = new ArrayList<>();
    for (int i = 0; i < real.size(); i++) {
      both.add(real.get(i).add(imaginary.get(i).mul(unit(input))));
    }
    return both;
  }

  private static Tensor stacked(
      List<List<Tensor>> columns, int index, Tensor output, Tensor input) {
    return columns.isEmpty()
        ? output
            .detach()
            .newZeros(0, output.numel())
            .to((input.isComplex() ? input : output).dtype())
        : Torch.stack(columns.stream().map(each -> each.get(index)).toList());
  }

  private static void advance(long[] index, long[] shape) {
    for (int dim = index.length - 1; dim >= 0; dim--) {
      index[dim]++;
      if (index[dim] < shape[dim]) {
        return;
      }
      index[dim] = 0;
    }
  }

  private List<Tensor> column(Tensor data, long[] index) {
    Tensor element = data;
    for (long place : index) {
      element = element.select(0, place);
    }
    String where = "on index " + Arrays.toString(index) + " ";
    Tensor delta = Torch.fullLike(element, eps);
    List<Tensor> real = difference(element, delta, where);
    if (!element.isComplex()) {
      return real;
    }
    return combined(real, difference(element, delta.mul(unit(element)), where), element);
  }

  private List<Tensor> difference(Tensor element, Tensor delta, String where) {
    Tensor original = element.clone();
    List<Tensor> before;
    List<Tensor> after;
    try {
      element.copy_(original.sub(delta));
      before = copies();
      element.copy_(original.add(delta));
      after = copies();
    } finally {
      element.copy_(original);
    }
    List<Tensor> differences = new ArrayList<>();
    for (int i = 0; i < before.size(); i++) {
      requireAlike(before.get(i), after.get(i), where);
      differences.add(after.get(i).sub(before.get(i)).div(2 * eps).reshape(-1));
    }
    return differences;
  }

  // The function may return its input, which is about to change.
  private List<Tensor> copies() {
    return call.get().stream().map(output -> output.detach().clone()).toList();
  }

  private void requireAlike(Tensor before, Tensor after, String where) {
    boolean sameShape = Arrays.equals(before.shape(), after.shape());
    if (sameShape && before.dtype() == after.dtype()) {
      return;
    }
    throw new IllegalArgumentException(
        "Expected `func` to return outputs with the same "
            + (sameShape ? "dtype" : "shape")
            + " when inputs are perturbed "
            + where
            + "by "
            + eps
            + ", but got: "
            + (sameShape
                ? "dtypes " + before.dtype() + " and " + after.dtype()
                : "shapes "
                    + Arrays.toString(before.shape())
                    + " and "
                    + Arrays.toString(after.shape()))
            + ".");
  }
}
