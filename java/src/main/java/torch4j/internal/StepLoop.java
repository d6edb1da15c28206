package torch4j.internal;

import java.util.concurrent.atomic.AtomicLong;

/**
 * A loop whose steps own the tensors that are made in them, and those handed over to them: the next
 * step frees them, so the loop's body closes nothing. To be held by the loop's iterator alone.
 *
 * <p>A loop that is left early frees nothing at once: what its last step made belongs to the
 * garbage collector then, as outside any scope, or ends with the scope or step in which the loop
 * began.
 */
public final class StepLoop {
  // Orders the beginnings of loops and steps.
  private static final AtomicLong CLOCK = new AtomicLong();

  private final String name;
  private final long began = CLOCK.incrementAndGet();
  private StepScope step;
  private Thread thread;

  /**
   * A loop that begins now.
   *
   * @param name of the iterator, for messages
   */
  public StepLoop(String name) {
    this.name = name;
  }

  /**
   * Ends the step before, and begins one on this thread.
   *
   * @throws IllegalStateException if another thread has the step before
   */
  public void beginStep() {
    endStep();
    thread = Thread.currentThread();
    step = new StepScope(this, began, CLOCK.incrementAndGet());
  }

  /**
   * Frees what belongs to the step; does nothing between steps.
   *
   * @throws IllegalStateException if another thread began it
   */
  public void endStep() {
    if (step == null) {
      return;
    }
    if (thread != Thread.currentThread()) {
      throw new IllegalStateException(
          name
              + ": got thread "
              + Thread.currentThread().getName()
              + ", expected "
              + thread.getName()
              + ", whose step is not over");
    }
    StepScope ended = step;
    step = null;
    thread = null;
    ended.close();
  }
}
