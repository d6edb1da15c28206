package torch4j.jit;

import java.io.IOException;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.LongFunction;
import org.bytedeco.pytorch.Tensor;

/**
 * The C++ object of a module of TorchScript, which is freed when this one is collected. Names are
 * checked there, and errors name them.
 */
final class ScriptHandle {
  private static final Cleaner CLEANER = Cleaner.create();

  private final long address;

  /** Becomes the owner of the object at this address. */
  ScriptHandle(long address) {
    this.address = address;
    CLEANER.register(this, () -> NativeJit.destroy(address));
  }

  // The object lives as long as this one, which must not be collected meanwhile.
  private <T> T with(LongFunction<T> body) {
    try {
      return body.apply(address);
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  /** The object's address, as long as this handle is reachable. */
  long address() {
    return address;
  }

  /** What the module says about itself. */
  Description describe() {
    return with(Description::of);
  }

  /** The module of this name in this one. */
  ScriptHandle child(String name) {
    return with(module -> new ScriptHandle(NativeJit.child(module, ValueWriter.utf8(name))));
  }

  /**
   * Runs {@code forward}.
   *
   * @return whether a parameter or buffer is another tensor than before
   */
  boolean call(Tensor input, Tensor output) {
    try {
      return with(module -> NativeJit.call(module, input.address(), output.address()));
    } finally {
      Reference.reachabilityFence(input);
      Reference.reachabilityFence(output);
    }
  }

  /** Runs a method with arguments as {@link ValueWriter} writes them; the result as it reads it. */
  byte[] invoke(byte[] call) {
    return with(module -> NativeJit.invoke(module, call));
  }

  /** Whether parameters or buffers are other tensors than at the last {@link #watch}. */
  boolean changed() {
    return with(NativeJit::changed);
  }

  void watch() {
    with(
        module -> {
          NativeJit.watch(module);
          return null;
        });
  }

  List<String> methods() {
    return with(module -> ValueReader.texts(NativeJit.methods(module)));
  }

  /** A method's text of a kind: see {@link NativeJit#text}. */
  String text(String method, int what) {
    return with(
        module ->
            new String(
                NativeJit.text(module, ValueWriter.utf8(method), what), StandardCharsets.UTF_8));
  }

  Object attribute(String name) {
    return with(module -> ValueReader.read(NativeJit.attribute(module, ValueWriter.utf8(name))));
  }

  void setAttribute(String name, Object value) {
    try {
      with(
          module -> {
            NativeJit.setAttribute(module, ValueWriter.utf8(name), ValueWriter.value(value));
            return null;
          });
    } finally {
      Reference.reachabilityFence(value);
    }
  }

  ScriptHandle copy() {
    return with(module -> new ScriptHandle(NativeJit.copy(module)));
  }

  /** A copy whose parameters and submodules are constants of the code. */
  ScriptHandle freeze(FreezeOptions options) {
    byte[][] preserved = ValueWriter.utf8(options.preservedAttrs());
    return with(
        module ->
            new ScriptHandle(NativeJit.freeze(module, preserved, options.optimizeNumerics())));
  }

  void optimizeForInference(List<String> otherMethods) {
    with(
        module -> {
          NativeJit.optimizeForInference(module, ValueWriter.utf8(otherMethods));
          return null;
        });
  }

  /** Writes the module's file. */
  void save(WritableByteChannel out, ExtraFiles extraFiles) throws IOException {
    try {
      NativeJit.save(address, out, extraFiles.names(), extraFiles.contents());
    } finally {
      Reference.reachabilityFence(this);
    }
  }
}
