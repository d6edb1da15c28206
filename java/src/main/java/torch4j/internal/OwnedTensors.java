package torch4j.internal;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.T_TensorTensorTensorTensor_T;
import org.bytedeco.pytorch.T_TensorTensorTensor_T;
import org.bytedeco.pytorch.T_TensorTensor_T;
import org.bytedeco.pytorch.TensorVector;
import torch4j.Tensor;

/**
 * Conversions of the presets' tuples and vectors to lists of tensors that own their memory. The
 * result of a tuple's {@code get0()} or a vector's {@code get(0)} points into the tuple or vector
 * and dangles after that has been garbage-collected.
 */
public final class OwnedTensors {
  private OwnedTensors() {}

  /** The tensors of a pair. The pair is closed. */
  public static List<Tensor> of(T_TensorTensor_T pair) {
    try (pair) {
      return List.of(Tensor.wrap(pair.get0()), Tensor.wrap(pair.get1()));
    }
  }

  /** The tensors of a triple. The triple is closed. */
  public static List<Tensor> of(T_TensorTensorTensor_T triple) {
    try (triple) {
      return List.of(
          Tensor.wrap(triple.get0()), Tensor.wrap(triple.get1()), Tensor.wrap(triple.get2()));
    }
  }

  /** The tensors of a quadruple. The quadruple is closed. */
  public static List<Tensor> of(T_TensorTensorTensorTensor_T quadruple) {
    try (quadruple) {
      return List.of(
          Tensor.wrap(quadruple.get0()),
          Tensor.wrap(quadruple.get1()),
          Tensor.wrap(quadruple.get2()),
          Tensor.wrap(quadruple.get3()));
    }
  }

  /** The tensors of a vector. The vector is closed. */
  public static List<Tensor> of(TensorVector vector) {
    try (vector) {
      List<Tensor> tensors = new ArrayList<>();
      for (long i = 0; i < vector.size(); i++) {
        tensors.add(Tensor.wrap(vector.get(i)));
      }
      return tensors;
    }
  }
}
