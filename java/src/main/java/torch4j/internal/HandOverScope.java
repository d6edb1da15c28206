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
public final class HandOverScope extends PointerScope {
  private final List<Pointer> made = new ArrayList<>();

  @Override
  public PointerScope attach(Pointer pointer) {
    made.add(pointer);
    return super.attach(pointer);
  }

  /** Whether the innermost scope of this thread is one of these. */
  public static boolean isOpen() {
    return getInnerScope() instanceof HandOverScope;
  }

  /** Takes those of these tensors that were made here out of this scope, and returns them. */
  public List<Pointer> take(List<Tensor> tensors) {
    List<Pointer> taken = new ArrayList<>(tensors.size());
    for (Tensor tensor : tensors) {
      Pointer raw = tensor.unwrap();
      if (removeFromMade(raw) && !raw.isNull()) {
        taken.add(taken(raw));
      }
    }
    return taken;
  }

  // Results are made last. Pointers are equal if their addresses are.
  @SuppressWarnings("ReferenceEquality")
  private boolean removeFromMade(Pointer pointer) {
    for (int i = made.size() - 1; i >= 0; i--) {
      if (made.get(i) == pointer) {
        made.set(i, null);
        return true;
      }
    }
    return false;
  }

  /** Takes all that was made here out of this scope, and returns it. */
  public List<Pointer> takeAll() {
    List<Pointer> taken = new ArrayList<>(made.size());
    for (Pointer pointer : made) {
      if (pointer != null && !pointer.isNull()) {
        taken.add(taken(pointer));
      }
    }
    made.clear();
    return taken;
  }

  private Pointer taken(Pointer pointer) {
    pointer.retainReference(); // detach releases the one that the scope holds
    detach(pointer);
    return pointer;
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
