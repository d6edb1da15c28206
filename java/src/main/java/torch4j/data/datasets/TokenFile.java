package torch4j.data.datasets;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import torch4j.Generator;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.data.Batch;
import torch4j.data.Dataset;
import torch4j.data.WorkerInfo;
import torch4j.internal.FileFailure;
import torch4j.internal.Require;

/**
 * A file of tokens, unsigned 16-bit numbers as nanoGPT's {@code train.bin}, mapped into memory:
 * what is not read is not loaded. Same as {@code np.memmap(file, dtype=np.uint16)}. The garbage
 * collector unmaps it.
 */
public final class TokenFile {
  private static final String EXPECTED = "a file of 16-bit tokens";
  private static final long PART = 1L << 30; // bytes of a map, of which a window may be in two
  private static final int LARGEST = 0xffff;

  private final ByteBuffer[] parts;
  private final long size;

  private TokenFile(ByteBuffer[] parts, long size) {
    this.parts = parts;
    this.size = size;
  }

  /**
   * Maps a file.
   *
   * @throws InvalidDataException if it is empty, or has half a token
   * @throws java.io.UncheckedIOException if it cannot be read
   */
  public static TokenFile open(Path file) {
    Require.nonNull(file, "file", "a path");
    Torch.init();
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long bytes = channel.size();
      if (bytes == 0 || bytes % Short.BYTES != 0) {
        throw new InvalidDataException(
            file + ": got " + bytes + " bytes, expected 2 for each token");
      }
      var parts = new ByteBuffer[Math.toIntExact((bytes + PART - 1) / PART)];
      for (int i = 0; i < parts.length; i++) {
        long from = i * PART;
        parts[i] =
            channel
                .map(FileChannel.MapMode.READ_ONLY, from, Math.min(PART, bytes - from))
                .order(ByteOrder.LITTLE_ENDIAN);
      }
      return new TokenFile(parts, bytes / Short.BYTES);
    } catch (IOException e) {
      throw FileFailure.reading(file, EXPECTED, e);
    }
  }

  /**
   * Writes tokens to a new file, or over one that is there. Same as {@code np.array(tokens,
   * dtype=np.uint16).tofile(file)}.
   *
   * @throws IllegalArgumentException if one is not 0 to 65535
   * @throws java.io.UncheckedIOException if it cannot be written
   */
  public static void write(Path file, Tensor tokens) {
    Require.nonNull(file, "file", "a path");
    long[] values = Require.nonNull(tokens, "tokens", "a tensor").toLongArray();
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.multiplyExact(values.length, Short.BYTES))
            .order(ByteOrder.LITTLE_ENDIAN);
    for (long value : values) {
      if (value < 0 || value > LARGEST) {
        throw new IllegalArgumentException("tokens: got " + value + ", expected 0 to " + LARGEST);
      }
      bytes.putShort((short) value);
    }
    try {
      Files.write(file, bytes.array());
    } catch (IOException e) {
      throw FileFailure.writing(file, e);
    }
  }

  /** The number of tokens. */
  public long size() {
    return size;
  }

  /**
   * A part of the tokens, int64 {@code [count]}.
   *
   * @throws IllegalArgumentException if it is not inside the file
   */
  public Tensor tokens(long from, int count) {
    if (from < 0 || count < 0 || from > size - count) {
      throw new IllegalArgumentException(
          "tokens: got " + count + " from " + from + ", expected a part of " + size);
    }
    var values = new long[count];
    copy(from, values, 0, count);
    return Torch.tensor(values);
  }

  private void copy(long from, long[] target, int to, int count) {
    for (int i = 0; i < count; i++) {
      long at = (from + i) * Short.BYTES;
      short token = parts[(int) (at / PART)].getShort((int) (at % PART));
      target[to + i] = Short.toUnsignedLong(token);
    }
  }

  /**
   * All windows of tokens: a sample is a batch of the window {@code [blockSize]} and of the one
   * that begins a token later, what a language model is to predict.
   *
   * @throws IllegalArgumentException if the file has no more tokens than a window
   */
  public Dataset<Batch> windows(int blockSize) {
    long count = starts(blockSize);
    return Dataset.of(count, start -> Batch.of(pair(blockSize, start)));
  }

  /**
   * Windows that begin at random places, and what follows: {@code [batchSize, blockSize]} each.
   * Same as nanoGPT's {@code get_batch}, with its draws from the default generator, or in a worker
   * from the worker's.
   *
   * @throws IllegalArgumentException if the file has no more tokens than a window
   */
  public Batch randomBatch(int batchSize, int blockSize) {
    return randomBatch(batchSize, blockSize, WorkerInfo.currentGenerator());
  }

  /**
   * Windows that begin at random places, and what follows.
   *
   * @param generator null for the default generator
   * @throws IllegalArgumentException if the file has no more tokens than a window
   */
  public Batch randomBatch(int batchSize, int blockSize, Generator generator) {
    if (batchSize < 1) {
      throw new IllegalArgumentException("batchSize: got " + batchSize + ", expected >= 1");
    }
    long count = starts(blockSize);
    try (Tensor starts = Torch.randint(count, new long[] {batchSize}, generator)) {
      Tensor[] pair = pair(blockSize, starts.toLongArray());
      try (Tensor x = pair[0];
          Tensor y = pair[1]) {
        return Batch.of(x.view(batchSize, blockSize), y.view(batchSize, blockSize));
      }
    }
  }

  private long starts(int blockSize) {
    if (blockSize < 1 || blockSize >= size) {
      throw new IllegalArgumentException(
          "blockSize: got " + blockSize + ", expected 1 to " + (size - 1));
    }
    return size - blockSize;
  }

  private Tensor[] pair(int blockSize, long... starts) {
    var x = new long[Math.multiplyExact(starts.length, blockSize)];
    var y = new long[x.length];
    for (int i = 0; i < starts.length; i++) {
      copy(starts[i], x, i * blockSize, blockSize);
      copy(starts[i] + 1, y, i * blockSize, blockSize);
    }
    return new Tensor[] {Torch.tensor(x), Torch.tensor(y)};
  }
}
