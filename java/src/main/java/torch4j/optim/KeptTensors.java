package torch4j.optim;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/** Tensors that belong to no scope and are freed when they are taken out. */
final class KeptTensors {
  private final List<Tensor> tensors = new ArrayList<>();

  /** Frees one handle, if there is one, and keeps another of the tensor. */
  static Tensor replace(Tensor before, Tensor now) {
    Tensor kept = Kept.of(now);
    if (before != null) {
      before.close();
    }
    return kept;
  }

  int size() {
    return tensors.size();
  }

  Tensor get(int index) {
    return tensors.get(index);
  }

  /** Adds the tensor in a handle of its own. */
  void add(Tensor tensor) {
    tensors.add(Kept.of(tensor));
  }

  /** Adds a handle that belongs to no scope already. */
  void take(Tensor kept) {
    tensors.add(kept);
  }

  void removeFirst() {
    tensors.remove(0).close();
  }

  void clear() {
    tensors.forEach(Tensor::close);
    tensors.clear();
  }

  /** Takes over the other one's tensors. */
  void replaceBy(KeptTensors other) {
    clear();
    tensors.addAll(other.tensors);
    other.tensors.clear();
  }

  /** Other handles of the tensors, which belong to no scope either. */
  List<Tensor> toList() {
    return tensors.stream().map(Kept::of).toList();
  }
}
