package torch4j.internal;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import torch4j.Tensor;

/**
 * A scope whose results go to another scope or thread, or are dropped later: it knows what was made
 * in it, and leaves alone what was there before.
 */
public final class HandOverScope extends TensorScope {
  /** Whether the innermost scope of this thread is one of these. */
  public static boolean isOpen() {
    return getInnerScope() instanceof HandOverScope;
  }

  /** Takes those of these tensors that were made here out of this scope, and returns them. */
  public List<Pointer> take(List<Tensor> tensors) {
    List<Pointer> taken = new ArrayList<>(tensors.size());
    for (Tensor tensor : tensors) {
      Pointer raw = tensor.unwrap();
      if (!raw.isNull() && remove(raw)) {
        taken.add(raw);
      }
    }
    return taken;
  }

  /** Takes all that was made here out of this scope, and returns it. */
  public List<Pointer> takeAll() {
    List<Pointer> taken = new ArrayList<>(entries.size());
    for (Object entry : entries) {
      if (!pointer(entry).isNull()) {
        taken.add(pointer(entry));
      }
    }
    entries.clear();
    return taken;
  }

  /** Gives what was taken to the innermost scope of this thread, if there is one. */
  public static void handOver(List<Pointer> taken) {
    PointerScope inner = getInnerScope();
    if (inner == null) {
      return;
    }
    for (Pointer pointer : taken) {
      if (!pointer.isNull()) {
        inner.attach(pointer);
        pointer.releaseReference(); // the one that it was taken with: the scope has its own now
      }
    }
  }
}
