package torch4j.jit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/**
 * The part of libtorch4j that runs TorchScript and compiled packages. A module or package is the
 * address of a C++ object; texts are UTF-8; arguments and results are trees as {@link ValueWriter}
 * writes and {@link ValueReader} reads them.
 */
final class NativeJit {
  private NativeJit() {}

  /**
   * Loads a file.
   *
   * @param device where the tensors go; empty for where they were saved from
   * @param contents replaced by those of the extra files that are there
   */
  static native long load(byte[] path, byte[] device, byte[][] names, byte[][] contents);

  /**
   * Writes a file to a channel.
   *
   * @throws IOException what the channel has thrown
   */
  static native void save(long module, WritableByteChannel out, byte[][] names, byte[][] contents)
      throws IOException;

  /** Writes all of some memory to a channel; {@link #save} calls it from C++. */
  static void write(WritableByteChannel out, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      out.write(bytes);
    }
  }

  static native void destroy(long module);

  /** Type, identity, mode, parameters, buffers and children; see {@link ScriptModule}. */
  static native byte[] describe(long module);

  static native long child(long module, byte[] name);

  static native byte[] methods(long module);

  /** A method's declaration (0), code (1), graph (2) or inlined graph (3). */
  static native byte[] text(long module, byte[] method, int what);

  /**
   * Runs the module on one tensor.
   *
   * @param into where the result goes
   * @return whether a parameter or buffer is another tensor than before
   */
  static native boolean call(long module, long input, long into);

  static native byte[] invoke(long module, byte[] call);

  /** Moves a result's tensor to {@code into} and frees it; 0 to free it only. */
  static native void adopt(long from, long into);

  /** Whether parameters or buffers are other tensors than at the last {@link #watch}. */
  static native boolean changed(long module);

  static native void watch(long module);

  static native byte[] attribute(long module, byte[] name);

  static native void setAttribute(long module, byte[] name, byte[] value);

  static native long copy(long module);

  static native long freeze(long module, byte[][] preserved, boolean optimizeNumerics);

  static native void optimizeForInference(long module, byte[][] otherMethods);

  /** Loads a compiled package that is unpacked in a folder. */
  static native long loadPackage(
      byte[] folder, byte[] model, boolean singleThreaded, int runners, int deviceIndex);

  /** Number of inputs, metadata, constants' names, call spec. */
  static native byte[] describePackage(long model);

  static native byte[] runPackage(long model, long[] inputs);

  static native void destroyPackage(long model);
}
