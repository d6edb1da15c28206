package torch4j.nn;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.internal.LibTorchErrors;
import torch4j.internal.TensorDescription;

/**
 * The parametrizations of one parameter, named "0", "1" and so on, with the original tensors. Same
 * as {@code torch.nn.utils.parametrize.ParametrizationList}.
 */
final class ParametrizationList extends Module {
  private final int originals;

  ParametrizationList(Parameter original, Parametrization first) {
    register("0", first);
    List<Tensor> values = originalsOf(original, first);
    originals = values.size();
    if (originals == 1) {
      replace(original, values.get(0));
      registered().parameters().put("original", original);
      return;
    }
    for (int i = 0; i < originals; i++) {
      registerParameter("original" + i, values.get(i).detach())
          .requiresGrad_(original.requiresGrad());
    }
  }

  private static List<Tensor> originalsOf(Tensor value, Parametrization first) {
    try (var noGrad = Torch.noGrad()) {
      return LibTorchErrors.explained("parametrization", () -> first.rightInverse(value), value);
    } catch (UnsupportedOperationException e) {
      return List.of(value);
    }
  }

  // The same tensor, to which an optimizer may refer, with new data.
  private static void replace(Tensor original, Tensor value) {
    if (!TensorDescription.dtype(original).equals(TensorDescription.dtype(value))) {
      throw new IllegalArgumentException(
          "rightInverse: got "
              + TensorDescription.of(value)
              + ", expected the dtype of "
              + TensorDescription.of(original)
              + "; when `right_inverse` outputs one tensor, it may not change the dtype");
    }
    if (!original.unwrap().equals(value.unwrap())) {
      try (var noGrad = Torch.noGrad()) {
        original.unwrap().set_data(value.detach().unwrap());
      }
    }
  }

  /** Adds a parametrization after the others. */
  void append(Parametrization parametrization) {
    register(String.valueOf(registered().children().size()), parametrization);
  }

  /** The one original tensor, or null if there are several. */
  Parameter original() {
    return registered().parameters().get("original");
  }

  /** The value that the parametrizations compute. */
  Tensor value() {
    Module first = registered().children().get("0");
    Tensor value =
        switch (originals) {
          case 1 -> first.call(parameter("original"));
          case 2 -> first.call(parameter("original0"), parameter("original1"));
          default ->
              first.call(parameter("original0"), parameter("original1"), parameter("original2"));
        };
    for (int i = 1; i < registered().children().size(); i++) {
      value = registered().children().get(String.valueOf(i)).call(value);
    }
    return value;
  }

  /** Sets the originals so that the parametrizations compute this value. */
  void setValue(Tensor value) {
    try (var noGrad = Torch.noGrad()) {
      List<Tensor> values = List.of(value);
      for (int i = registered().children().size() - 1; i >= 0; i--) {
        values =
            ((Parametrization) registered().children().get(String.valueOf(i)))
                .rightInverse(values.get(0));
      }
      if (values.size() != originals) {
        throw new IllegalArgumentException(
            "rightInverse: got " + values.size() + " tensors, expected " + originals);
      }
      List<Tensor> fitting = values;
      IntStream.range(0, originals)
          .forEach(
              i ->
                  replace(parameter(originals == 1 ? "original" : "original" + i), fitting.get(i)));
    }
  }

  /** Sets the only original to this value, before the parametrizations are removed. */
  void setOriginal(Tensor value) {
    replace(parameter("original"), value);
  }

  /** Throws if the parametrizations change the shape or dtype. */
  void requireSameShapeAndDtype(Tensor before) {
    requireSameShapeAndDtype(before, value());
  }

  static void requireSameShapeAndDtype(Tensor before, Tensor after) {
    if (!Arrays.equals(before.shape(), after.shape())
        || !TensorDescription.dtype(before).equals(TensorDescription.dtype(after))) {
      throw new IllegalArgumentException(
          "parametrization: got "
              + TensorDescription.of(after)
              + " from "
              + TensorDescription.of(before)
              + ", expected the same shape and dtype, unless `unsafe` is set");
    }
  }

  @Override
  public String toString() {
    return Repr.ofList(this);
  }
}
