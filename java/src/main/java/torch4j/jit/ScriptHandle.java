package torch4j.jit;

import java.io.IOException;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.LongFunction;
import torch4j.Tensor;

/**
 * Owner of the C++ object of a TorchScript module, which is freed when the handle is collected.
 * Names of methods and attributes are checked in C++.
 */
final class ScriptHandle {
  private static final Cleaner CLEANER = Cleaner.create();

  private final long address;

  /** A handle that owns the object at this address. */
  ScriptHandle(long address) {
    this.address = address;
    CLEANER.register(this, () -> NativeJit.destroy(address));
  }

  // Keeps this handle, and with it the C++ object, alive during the call.
  private <T> T with(LongFunction<T> body) {
    try {
      return body.apply(address);
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  /** The address of the object, valid as long as this handle is reachable. */
  long address() {
    return address;
  }

  /** The module's name, mode, tensors and children. */
  ModuleDescription describe() {
    return with(ModuleDescription::of);
  }

  /** The child of this name. */
  ScriptHandle child(String name) {
    return with(module -> new ScriptHandle(NativeJit.child(module, ValueWriter.utf8(name))));
  }

  /**
   * Runs {@code forward}.
   *
   * @return whether a parameter or buffer has been replaced
   */
  boolean call(Tensor input, Tensor output) {
    try {
      return with(
          module -> NativeJit.call(module, input.unwrap().address(), output.unwrap().address()));
    } finally {
      Reference.reachabilityFence(input);
      Reference.reachabilityFence(output);
    }
  }

  /** Runs a method; call and result are in the format of {@link ValueWriter}. */
  byte[] invoke(byte[] call) {
    return with(module -> NativeJit.invoke(module, call));
  }

  /** Whether parameters or buffers have been replaced since the last {@link #watch}. */
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

  /** A method's schema, code or graph: see {@link NativeJit#text}. */
  String text(String method, int what) {
    return with(
        module ->
            new String(
                NativeJit.text(module, ValueWriter.utf8(method), what), StandardCharsets.UTF_8));
  }

  ScriptGraph graph(String method) {
    return with(module -> ScriptGraph.of(NativeJit.graphNodes(module, ValueWriter.utf8(method))));
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

  /** A frozen copy. */
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

  /** Writes the module to a channel. */
  void save(WritableByteChannel out, ExtraFiles extraFiles) throws IOException {
    try {
      NativeJit.save(address, out, extraFiles.names(), extraFiles.contents());
    } finally {
      Reference.reachabilityFence(this);
    }
  }
}
