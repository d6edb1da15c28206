package torch4j.serialization;

import torch4j.Tensor;

/** An array of numpy, which becomes a tensor when its state is set. */
final class NumpyArray implements Stateful {
  static final String NAME = "numpy.ndarray";
  private static final int STATE = 5;

  private final TensorBuilder tensors;
  private ReduceArguments state = new ReduceArguments(NAME, Tuple.of());
  private Object value;

  /** An array without a state. */
  NumpyArray(TensorBuilder tensors) {
    this.tensors = tensors;
  }

  /** Takes (version, shape, dtype, whether in Fortran order, bytes). */
  @Override
  public void setState(Object given) {
    state =
        new ReduceArguments(NAME, Unpickler.require(Tuple.class, given, NAME))
            .requireSize(STATE, STATE);
    if (isTensor()) {
      value = tensor();
    }
  }

  /** Whether it has a dtype of tensors. */
  boolean isTensor() {
    return dtype().torch() != null;
  }

  /** Its dtype. */
  NumpyDtype dtype() {
    return state.get(2, NumpyDtype.class);
  }

  /** The tensor; a placeholder if tensors have no such dtype. */
  Object value() {
    if (value == null) {
      var placeholder = new PythonObject(NAME, Tuple.of());
      placeholder.setState(state.values());
      value = placeholder;
    }
    return value;
  }

  private Tensor tensor() {
    Dtype dtype = dtype().torch();
    long[] shape = state.getLongs(1);
    byte[] bytes = state.get(4, byte[].class);
    var geometry = new TensorGeometry(0, shape, strides(shape, state.get(3, Boolean.class)));
    return tensors.copied(NAME, dtype, geometry, bytes, dtype().isSwapped());
  }

  private static long[] strides(long[] shape, boolean fortran) {
    var strides = new long[shape.length];
    long stride = 1;
    for (int i = 0; i < shape.length; i++) {
      int dimension = fortran ? i : shape.length - 1 - i;
      strides[dimension] = stride;
      stride *= Math.max(shape[dimension], 1); // an overflow is detected by the geometry
    }
    return strides;
  }
}
