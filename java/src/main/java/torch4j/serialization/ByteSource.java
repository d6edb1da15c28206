package torch4j.serialization;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import torch4j.Tensor;
import torch4j.internal.SpooledFile;

/** Bytes with random access, from any thread: of a file, an array or a memory mapping. */
abstract class ByteSource implements Closeable {
  private static final int IN_MEMORY = 1 << 20;

  private final long size;

  ByteSource(long size) {
    this.size = size;
  }

  /** The bytes of a file, read on demand. */
  static ByteSource file(Path path) throws IOException {
    FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
    try {
      return new OfChannel(channel, channel.size());
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** The bytes of an array. */
  static ByteSource array(byte[] bytes) {
    return new OfArray(bytes);
  }

  /**
   * The bytes of a stream, which is read to its end: kept in memory up to 1 MiB, in a temporary
   * file beyond that.
   */
  static ByteSource stream(InputStream in) throws IOException {
    byte[] head = in.readNBytes(IN_MEMORY);
    if (head.length < IN_MEMORY) {
      return array(head);
    }
    try (SpooledFile file = SpooledFile.of(in, head)) {
      return file(file.path()); // stays readable after the file is deleted
    }
  }

  /** A memory-mapped file. */
  static Mapped mapped(Path path) throws IOException {
    return new Mapped(MappedFile.of(path));
  }

  final long size() {
    return size;
  }

  /**
   * Fills a buffer with the bytes from {@code position} on.
   *
   * @throws EOFException if there are fewer
   */
  abstract void read(long position, ByteBuffer into) throws IOException;

  /** Bytes as a little-endian buffer; the caller has checked that there are enough. */
  final ByteBuffer read(long position, int bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    read(position, buffer);
    return buffer.flip();
  }

  /** The first bytes, at most this many. */
  final byte[] head(int bytes) throws IOException {
    return read(0, (int) Math.min(bytes, size)).array();
  }

  @Override
  public void close() throws IOException {}

  private static final class OfChannel extends ByteSource {
    private final FileChannel channel;

    OfChannel(FileChannel channel, long size) {
      super(size);
      this.channel = channel;
    }

    @Override
    void read(long position, ByteBuffer into) throws IOException {
      long at = position;
      while (into.hasRemaining()) {
        int count = channel.read(into, at);
        if (count < 0) {
          throw new EOFException("the file ends at byte " + at);
        }
        at += count;
      }
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }

  private static final class OfArray extends ByteSource {
    private final byte[] bytes;

    OfArray(byte[] bytes) {
      super(bytes.length);
      this.bytes = bytes;
    }

    @Override
    void read(long position, ByteBuffer into) throws EOFException {
      if (into.remaining() > bytes.length - position) {
        throw new EOFException("the file ends at byte " + bytes.length);
      }
      into.put(bytes, (int) position, into.remaining());
    }
  }

  /** A memory-mapped file; tensors that are loaded from it keep the mapping after it is closed. */
  static final class Mapped extends ByteSource {
    private final Tensor file;
    private final NativeMemory memory;

    Mapped(Tensor file) {
      super(file.numel());
      this.file = file;
      memory = NativeMemory.of(file);
    }

    /** The whole file as a uint8 tensor. */
    Tensor tensor() {
      return file;
    }

    @Override
    void read(long position, ByteBuffer into) throws EOFException {
      if (into.remaining() > size() - position) {
        throw new EOFException("the file ends at byte " + size());
      }
      into.put(memory.buffer(position, into.remaining()));
    }

    @Override
    public void close() {
      file.close();
    }
  }
}
