package torch4j.jit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/**
 * The native functions for TorchScript and compiled packages. A module or package is passed as the
 * address of its C++ object, a string as UTF-8, arguments and results in the format of {@link
 * ValueWriter} and {@link ValueReader}.
 */
final class NativeJit {
  private NativeJit() {}

  /**
   * Loads a file.
   *
   * @param device the device to load the tensors to; empty for the one they were saved from
   * @param contents receives the contents of the extra files
   */
  static native long load(byte[] path, byte[] device, byte[][] names, byte[][] contents);

  /**
   * Writes a file to a channel.
   *
   * @throws IOException if the channel throws it
   */
  static native void save(long module, WritableByteChannel out, byte[][] names, byte[][] contents)
      throws IOException;

  /** Writes a buffer to a channel; called from C++ by {@link #save}. */
  static void write(WritableByteChannel out, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      out.write(bytes);
    }
  }

  static native void destroy(long module);

  /** Type name, identity, mode, parameters, buffers, children; see {@link ModuleDescription}. */
  static native byte[] describe(long module);

  static native long child(long module, byte[] name);

  static native byte[] methods(long module);

  /** The schema (0), code (1), graph (2) or inlined graph (3) of a method. */
  static native byte[] text(long module, byte[] method, int what);

  /** The nodes of a method's inlined graph; see {@link ScriptGraph}. */
  static native byte[] graphNodes(long module, byte[] method);

  /**
   * Runs the module on one tensor.
   *
   * @param into receives the result
   * @return whether a parameter or buffer has been replaced
   */
  static native boolean call(long module, long input, long into);

  static native byte[] invoke(long module, byte[] call);

  /** Moves the tensor of a result to {@code into}, or frees it if that is 0. */
  static native void adopt(long from, long into);

  /** Whether parameters or buffers have been replaced since the last {@link #watch}. */
  static native boolean changed(long module);

  static native void watch(long module);

  static native byte[] attribute(long module, byte[] name);

  static native void setAttribute(long module, byte[] name, byte[] value);

  static native long copy(long module);

  static native long freeze(long module, byte[][] preserved, boolean optimizeNumerics);

  static native void optimizeForInference(long module, byte[][] otherMethods);

  /** Loads a compiled package from the folder it is unpacked in. */
  static native long loadPackage(
      byte[] folder, byte[] model, boolean singleThreaded, int runners, int deviceIndex);

  /** Names of inputs, metadata, names of constants, call spec. */
  static native byte[] describePackage(long model);

  static native byte[] runPackage(long model, long[] inputs);

  static native void destroyPackage(long model);
}
