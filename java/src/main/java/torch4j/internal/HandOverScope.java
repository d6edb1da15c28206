package torch4j.internal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import torch4j.Tensor;

/**
 * A scope whose results go to another thread, or are dropped later: it knows which tensors were
 * made in it, and leaves alone those that were there before.
 */
public final class HandOverScope extends PointerScope {
  private final Set<Pointer> made = Collections.newSetFromMap(new IdentityHashMap<>());

  @Override
  public PointerScope attach(Pointer pointer) {
    if (pointer instanceof org.bytedeco.pytorch.Tensor) {
      made.add(pointer);
    }
    return super.attach(pointer);
  }

  /** Takes those of these tensors that were made here out of this scope, and returns them. */
  public List<Tensor> take(List<Tensor> tensors) {
    List<Tensor> taken = new ArrayList<>(tensors.size());
    for (Tensor tensor : tensors) {
      Pointer raw = tensor.unwrap();
      if (made.remove(raw) && !raw.isNull()) {
        raw.retainReference(); // detach releases the one that the scope holds
        detach(raw);
        taken.add(tensor);
      }
    }
    return taken;
  }

  /** Gives what {@link #take} returned to the innermost scope of this thread, if there is one. */
  public static void handOver(List<Tensor> taken) {
    PointerScope inner = PointerScope.getInnerScope();
    if (inner == null) {
      return;
    }
    for (Tensor tensor : taken) {
      Pointer raw = tensor.unwrap();
      if (!raw.isNull()) {
        inner.attach(raw);
        raw.releaseReference(); // the one of take: the scope has its own now
      }
    }
  }
}
