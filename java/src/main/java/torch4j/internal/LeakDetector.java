package torch4j.internal;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;

/**
 * Remembers where tensors were closed, while it is on: the cause of the exception for using one
 * afterwards. Off, it costs one read of a field for each tensor.
 */
public final class LeakDetector {
  /** The system property that turns it on at the start. */
  public static final String PROPERTY = "torch4j.leaks";

  private static volatile boolean enabled = Boolean.getBoolean(PROPERTY);

  // By identity: a pointer's equals compares addresses, which are used again. Weak, as nobody else
  // removes what the garbage collector frees.
  private static final Map<Identity, Life> LIVES = new ConcurrentHashMap<>();
  private static final ReferenceQueue<Pointer> COLLECTED = new ReferenceQueue<>();
  private static final Map<PointerScope, Throwable> CLOSED_SCOPES = new WeakHashMap<>();

  private LeakDetector() {}

  private static final class Identity extends WeakReference<Pointer> {
    private final int hash;

    Identity(Pointer pointer, ReferenceQueue<Pointer> queue) {
      super(pointer, queue);
      hash = System.identityHashCode(pointer);
    }

    @Override
    public boolean equals(Object other) {
      return this == other
          || (other instanceof Identity identity && get() != null && refersTo(identity.get()));
    }

    @Override
    public int hashCode() {
      return hash;
    }
  }

  /** The scope that owns a tensor, null for none, and where it was closed by itself. */
  private record Life(PointerScope scope, Throwable closed) {}

  /** Whether it is on. */
  public static boolean isEnabled() {
    return enabled;
  }

  /** Turns it on or off; off, it forgets all. */
  public static void setEnabled(boolean enabled) {
    LeakDetector.enabled = enabled;
    if (!enabled) {
      LIVES.clear();
      synchronized (CLOSED_SCOPES) {
        CLOSED_SCOPES.clear();
      }
    }
  }

  /** How many tensors it knows of; those that the garbage collector has freed may be counted. */
  public static int size() {
    return LIVES.size();
  }

  /** A tensor was made, or seen for the first time, on this thread. */
  public static void made(Pointer pointer) {
    if (enabled && !pointer.isNull() && !LIVES.containsKey(new Identity(pointer, null))) {
      put(pointer, new Life(PointerScope.getInnerScope(), null));
    }
  }

  /** A tensor was taken out of its scope; it belongs to the given one now, or to none. */
  public static void moved(Pointer pointer, PointerScope scope) {
    if (enabled && !pointer.isNull()) {
      put(pointer, new Life(scope, null));
    }
  }

  /** A tensor was closed by itself. */
  public static void closed(Pointer pointer) {
    if (enabled) {
      put(pointer, new Life(null, here("the tensor was closed here")));
    }
  }

  /** A scope is about to be closed. */
  public static void closing(PointerScope scope) {
    if (enabled) {
      Throwable here = here("the scope that the tensor belonged to was closed here");
      synchronized (CLOSED_SCOPES) {
        CLOSED_SCOPES.put(scope, here);
      }
    }
  }

  /**
   * The exception for using a closed tensor, with the place where it was closed if that is known.
   */
  public static IllegalStateException closedTensor(String what, Pointer pointer) {
    return closedTensor(what, pointer, null);
  }

  /**
   * The same.
   *
   * @param cause the cause if the place is not known
   */
  public static IllegalStateException closedTensor(String what, Pointer pointer, Throwable cause) {
    Throwable closed = enabled ? closedAt(pointer) : null;
    return new IllegalStateException(
        what
            + ": got a closed tensor, expected an open one; Torch.keep keeps it beyond its scope or step",
        closed == null ? cause : closed);
  }

  private static Throwable closedAt(Pointer pointer) {
    Life life = LIVES.get(new Identity(pointer, null));
    if (life == null || life.closed != null || life.scope == null) {
      return life == null ? null : life.closed;
    }
    synchronized (CLOSED_SCOPES) {
      return CLOSED_SCOPES.get(life.scope);
    }
  }

  private static void put(Pointer pointer, Life life) {
    for (var gone = COLLECTED.poll(); gone != null; gone = COLLECTED.poll()) {
      LIVES.remove(gone);
    }
    var identity = new Identity(pointer, COLLECTED);
    LIVES.remove(identity); // or the map keeps its old key, and the queue gets both
    LIVES.put(identity, life);
  }

  private static Throwable here(String message) {
    return new ClosedHere(message + ", by thread " + Thread.currentThread().getName());
  }

  private static final class ClosedHere extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ClosedHere(String message) {
      super(message);
    }
  }
}
