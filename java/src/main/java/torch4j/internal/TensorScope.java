package torch4j.internal;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;

/** A scope of JavaCPP that knows what it holds. It is open on this thread once it is made. */
@SuppressWarnings("ReferenceEquality") // two objects may point to one address
public class TensorScope extends PointerScope {
  /** Pointers, or what {@link #entry} made of them. */
  final List<Object> entries = new ArrayList<>();

  /** Opens it. */
  public TensorScope() {}

  Object entry(Pointer pointer) {
    return pointer;
  }

  /** The pointer of an entry; null if it is gone. */
  Pointer pointer(Object entry) {
    return (Pointer) entry;
  }

  @Override
  public PointerScope attach(Pointer pointer) {
    entries.add(entry(pointer));
    pointer.retainReference();
    return this;
  }

  /**
   * Gives up a pointer, and closes it if nobody else retains it; one that it does not hold stays.
   */
  @Override
  public PointerScope detach(Pointer pointer) {
    if (remove(pointer)) {
      pointer.releaseReference();
    }
    return this;
  }

  /** Gives up a pointer without closing it: what retained it for this scope is the caller's now. */
  final boolean remove(Pointer pointer) {
    for (int i = entries.size() - 1; i >= 0; i--) { // what was made last is asked for most
      if (pointer(entries.get(i)) == pointer) {
        entries.remove(i);
        return true;
      }
    }
    return false;
  }

  /** Leaves what it holds to the garbage collector. */
  @Override
  public PointerScope extend() {
    entries.clear();
    return this;
  }

  /** Frees what it holds, and ends the steps of loops that were left early in it. */
  @Override
  public void close() {
    LeakDetector.closing(this);
    if (PointerScope.getInnerScope() != this) {
      stepsAbove().stream().filter(this::isInside).forEach(StepScope::close);
    }
    for (int i = entries.size() - 1; i >= 0; i--) {
      Pointer pointer = pointer(entries.get(i));
      if (pointer != null) {
        pointer.releaseReference();
      }
    }
    entries.clear();
    super.close(); // it is not open any more
  }

  /** Whether the loop of this step began while this scope was open. */
  boolean isInside(StepScope step) {
    return true;
  }

  private List<StepScope> stepsAbove() {
    List<StepScope> above = new ArrayList<>();
    for (PointerScope scope : open()) {
      if (scope == this) {
        return above;
      }
      if (scope instanceof StepScope step) {
        above.add(step);
      }
    }
    return List.of(); // closed already, or by another thread
  }

  /** The scopes open on this thread, innermost first. */
  private static List<PointerScope> open() {
    List<PointerScope> scopes = new ArrayList<>();
    PointerScope.getScopeIterator().forEachRemaining(scopes::add);
    return scopes;
  }

  /**
   * Takes a pointer out of this scope, or the one inside it that holds it, without closing it.
   *
   * @return whether one of them held it
   */
  public final boolean release(Pointer pointer) {
    return release(pointer, this);
  }

  /** Takes a pointer out of that scope of this thread which holds it, without closing it. */
  public static void releaseFromAny(Pointer pointer) {
    release(pointer, null);
  }

  private static boolean release(Pointer pointer, TensorScope outermost) {
    for (PointerScope scope : open()) {
      if (scope instanceof TensorScope holder && holder.remove(pointer)) {
        LeakDetector.moved(pointer, null);
        return true;
      }
      if (scope == outermost) {
        break;
      }
    }
    return false;
  }
}
