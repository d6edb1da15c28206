package torch4j.optim;

import java.util.ArrayList;
import java.util.List;
import torch4j.Tensor;

/** A list of tensor handles that belong to no scope; removing one frees it. */
final class UnscopedTensors {
  private final List<Tensor> tensors = new ArrayList<>();

  /** Frees the old handle, unless it is null, and returns a new handle of the other tensor. */
  static Tensor replace(Tensor old, Tensor tensor) {
    Tensor handle = UnscopedTensor.of(tensor);
    if (old != null) {
      old.close();
    }
    return handle;
  }

  int size() {
    return tensors.size();
  }

  Tensor get(int index) {
    return tensors.get(index);
  }

  /** Adds a new handle of the tensor. */
  void add(Tensor tensor) {
    tensors.add(UnscopedTensor.of(tensor));
  }

  /** Adds this handle, which belongs to no scope. */
  void addHandle(Tensor handle) {
    tensors.add(handle);
  }

  void removeFirst() {
    tensors.remove(0).close();
  }

  void clear() {
    tensors.forEach(Tensor::close);
    tensors.clear();
  }

  /** Frees these handles and moves those of the other list here. */
  void replaceBy(UnscopedTensors other) {
    clear();
    tensors.addAll(other.tensors);
    other.tensors.clear();
  }

  /** New handles of the tensors, which belong to no scope. */
  List<Tensor> toList() {
    return tensors.stream().map(UnscopedTensor::of).toList();
  }
}
