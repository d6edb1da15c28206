package torch4j.serialization;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file in which large pieces of zeros take no room on the disk and no time. */
final class SparseFile implements WritableByteChannel {
  private static final int LONGEST = 2 << 20; // as NativeMemory writes
  private static final int PIECE = 1 << 16;

  private final FileChannel file;
  private final ByteBuffer zeros = ByteBuffer.allocateDirect(LONGEST);

  SparseFile(Path path) throws IOException {
    file =
        FileChannel.open(
            path,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.WRITE,
            StandardOpenOption.SPARSE);
  }

  @Override
  public int write(ByteBuffer bytes) throws IOException {
    int count = bytes.remaining();
    if (count >= PIECE && count <= LONGEST && bytes.equals(zeros.duplicate().limit(count))) {
      file.position(file.position() + count);
      bytes.position(bytes.limit());
      return count;
    }
    return file.write(bytes);
  }

  @Override
  public boolean isOpen() {
    return file.isOpen();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
