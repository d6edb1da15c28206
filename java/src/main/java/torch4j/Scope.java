package torch4j;

import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import torch4j.internal.LeakDetector;
import torch4j.internal.Require;
import torch4j.internal.TensorScope;
import torch4j.internal.Unscoped;

/**
 * Frees at its end the native memory of every tensor made inside it, instead of leaving that to the
 * garbage collector.
 *
 * <pre>{@code
 * try (var scope = Torch.scope()) {
 *   Tensor loss = criterion.call(model.call(x), y);   // freed at the end, with all that led to it
 *   best = scope.keep(loss);                          // lives on
 * }
 * }</pre>
 *
 * <p>Scopes nest; a tensor belongs to the innermost one open on its thread when it is made.
 * Parameters, buffers and optimizer state belong to none. A tensor used after its scope ended
 * throws an {@link IllegalStateException}. To be closed by the thread that opened it, innermost
 * first.
 */
public final class Scope implements AutoCloseable {
  private final TensorScope scope = new TensorScope();
  private final Thread owner = Thread.currentThread();
  private boolean closed;

  Scope() {}

  /**
   * Takes a tensor (or another native object) out of this scope, for good: the garbage collector
   * frees it, or its own {@code close()}. One that belongs to no scope stays as it is.
   *
   * @return the same object; for a tensor that owns nothing, as the presets' {@code torch.relu_(x)}
   *     returns one, a new one that does
   * @throws IllegalArgumentException if another native object owns nothing
   * @throws IllegalStateException if this scope is closed, or not this thread's
   */
  public <P extends Pointer> P keep(P pointer) {
    requireOpen();
    P owner = owner(Require.nonNull(pointer, "pointer", "a tensor or another object"));
    scope.release(owner);
    return owner;
  }

  /**
   * Takes all tensors in a value out of this scope, as {@link #keep(Pointer)} does one: a {@link
   * torch4j.Tensor}, or a record, list, map, array or Optional of them, however deep. What else is
   * in it stays as it is, null too.
   *
   * <pre>{@code
   * record State(Tensor h, Tensor c) {}
   *
   * State state = scope.keep(new State(h, c));
   * }</pre>
   *
   * @return the same object
   * @throws IllegalArgumentException if it is null, if one of its tensors owns nothing, or a record
   *     cannot be read; nothing is kept then
   * @throws IllegalStateException if this scope is closed, or not this thread's
   */
  public <T> T keep(T value) {
    requireOpen();
    for (Pointer pointer : HeldPointers.of(required(value))) {
      keep(pointer);
    }
    return value;
  }

  /**
   * Takes all tensors in a value out of this scope, as {@link #detach(Pointer)} does one, and gives
   * them to the scope around this one, if there is one.
   *
   * @return the same object
   * @throws IllegalArgumentException if it is null, if one of its tensors owns nothing, or a record
   *     cannot be read; nothing is detached then
   * @throws IllegalStateException if this scope is closed, or not this thread's
   */
  public <T> T detach(T value) {
    requireOpen();
    for (Pointer pointer : HeldPointers.of(required(value))) {
      detach(pointer);
    }
    return value;
  }

  private static <T> T required(T value) {
    return Require.nonNull(value, "value", "a tensor, or an object with tensors in it");
  }

  // An object that owns nothing cannot keep alive what it points to.
  @SuppressWarnings("unchecked") // a Tensor for a Tensor
  private static <P extends Pointer> P owner(P pointer) {
    if (pointer.isNull() || pointer.referenceCount() >= 0) {
      return pointer;
    }
    if (pointer.getClass() != Tensor.class) {
      throw new IllegalArgumentException(
          "pointer: got a "
              + pointer.getClass().getSimpleName()
              + " that owns nothing, expected one that was made by its constructor");
    }
    return (P) Unscoped.make(() -> new Tensor((Tensor) pointer));
  }

  /**
   * Takes a tensor out of this scope and gives it to the scope around this one, if there is one.
   *
   * @return what {@link #keep} would return
   * @throws IllegalArgumentException if another native object than a tensor owns nothing
   * @throws IllegalStateException if this scope is closed, or not this thread's
   */
  public <P extends Pointer> P detach(P pointer) {
    requireOpen();
    P owner = owner(Require.nonNull(pointer, "pointer", "a tensor or another object"));
    if (scope.release(owner)) {
      var scopes = PointerScope.getScopeIterator();
      while (scopes.hasNext() && scopes.next() != scope) {}
      if (scopes.hasNext()) {
        PointerScope outer = scopes.next();
        outer.attach(owner);
        LeakDetector.moved(owner, outer);
        owner.releaseReference(); // the hold that this scope had
      }
    }
    return owner;
  }

  /**
   * Frees everything that still belongs to this scope. Closing twice does nothing.
   *
   * @throws IllegalStateException if another thread opened it
   */
  @Override
  public void close() {
    if (!closed) {
      requireOpen();
      closed = true;
      scope.close();
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("scope: got a closed one, expected an open one");
    }
    if (Thread.currentThread() != owner) {
      throw new IllegalStateException(
          "scope: got thread "
              + Thread.currentThread().getName()
              + ", expected "
              + owner.getName()
              + ", which opened it");
    }
  }
}
