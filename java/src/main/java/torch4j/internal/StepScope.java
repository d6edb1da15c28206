package torch4j.internal;

import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;

/**
 * The scope of one step of a {@link StepLoop}. It holds its tensors weakly: a loop that is left
 * early tells nobody, so its last step stays open, and must not keep alive what is made after it.
 */
final class StepScope extends TensorScope {
  private static final int FIRST_SWEEP = 1024;

  private final WeakReference<StepLoop> loop;
  private final long loopBegan;
  private final long began;
  private int sweepAt = FIRST_SWEEP;

  StepScope(StepLoop loop, long loopBegan, long began) {
    this.loop = new WeakReference<>(loop);
    this.loopBegan = loopBegan;
    this.began = began;
  }

  @Override
  Object entry(Pointer pointer) {
    return new WeakReference<>(pointer);
  }

  @Override
  Pointer pointer(Object entry) {
    return (Pointer) ((Reference<?>) entry).get();
  }

  @Override
  public PointerScope attach(Pointer pointer) {
    if (loop.refersTo(null)) {
      return leave(pointer);
    }
    if (entries.size() == sweepAt) {
      entries.removeIf(entry -> pointer(entry) == null);
      sweepAt = Math.max(FIRST_SWEEP, 2 * entries.size());
    }
    return super.attach(pointer);
  }

  // The loop was left early, and nobody has it any more. What its last step made is not freed: the
  // program may use it still.
  private PointerScope leave(Pointer pointer) {
    entries.clear();
    close();
    PointerScope outer = PointerScope.getInnerScope();
    return outer == null ? this : outer.attach(pointer);
  }

  @Override
  boolean isInside(StepScope step) {
    return step.loopBegan > began;
  }
}
