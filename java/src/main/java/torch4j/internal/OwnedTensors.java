package torch4j.internal;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.T_TensorTensorTensorTensor_T;
import org.bytedeco.pytorch.T_TensorTensorTensor_T;
import org.bytedeco.pytorch.T_TensorTensor_T;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;

/**
 * The tensors of the presets' tuples and vectors, as tensors of their own. What a tuple's {@code
 * get0()} or a vector's {@code get(0)} returns points into it, and dangles once it is collected.
 */
public final class OwnedTensors {
  private OwnedTensors() {}

  /** The tensors of a pair, which is closed. */
  public static List<Tensor> of(T_TensorTensor_T pair) {
    try (pair) {
      return List.of(new Tensor(pair.get0()), new Tensor(pair.get1()));
    }
  }

  /** The tensors of a triple, which is closed. */
  public static List<Tensor> of(T_TensorTensorTensor_T triple) {
    try (triple) {
      return List.of(
          new Tensor(triple.get0()), new Tensor(triple.get1()), new Tensor(triple.get2()));
    }
  }

  /** The tensors of a quadruple, which is closed. */
  public static List<Tensor> of(T_TensorTensorTensorTensor_T quadruple) {
    try (quadruple) {
      return List.of(
          new Tensor(quadruple.get0()),
          new Tensor(quadruple.get1()),
          new Tensor(quadruple.get2()),
          new Tensor(quadruple.get3()));
    }
  }

  /** The tensors of a vector, which is closed. */
  public static List<Tensor> of(TensorVector vector) {
    try (vector) {
      List<Tensor> tensors = new ArrayList<>();
      for (long i = 0; i < vector.size(); i++) {
        tensors.add(new Tensor(vector.get(i)));
      }
      return tensors;
    }
  }
}
