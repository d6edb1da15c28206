package torch4j.serialization;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.zip.CRC32;

/**
 * Writes zip files with exactly the layout of PyTorch's writer: no compression, each entry's bytes
 * aligned to 64 by padding in an extra field "FB", CRC and sizes in a data descriptor after the
 * bytes. Python computes the offsets of storages from this layout.
 *
 * <p>{@link java.util.zip.ZipOutputStream} cannot align entries, needs the CRC beforehand and
 * copies through the heap.
 */
final class ZipWriter {
  private static final int ALIGNMENT = 64;
  private static final int LOCAL_SIZE = 30;
  private static final int EXTRA_SIZE = 4;
  private static final short UTF8 = 1 << 11;
  private static final short STREAMED = 1 << 3;
  private static final long MAX32 = 0xffffffffL;
  private static final int CHUNK = 1 << 20;

  private final WritableByteChannel out;
  private final String folder;
  private final List<CentralDirectoryHeader> entries = new ArrayList<>();
  private long position;

  /** A writer of a new file, with all entries in this folder. */
  ZipWriter(WritableByteChannel out, String folder) {
    this.out = out;
    this.folder = folder;
  }

  /** Writes an entry. */
  void write(String record, byte[] bytes) throws IOException {
    var crc = new CRC32();
    crc.update(bytes);
    CentralDirectoryHeader entry = begin(record, bytes.length);
    write(ByteBuffer.wrap(bytes));
    end(entry, (int) crc.getValue());
  }

  /** Writes an entry whose CRC-32 is computed concurrently. */
  void write(String record, NativeMemory memory, Future<Integer> crc) throws IOException {
    CentralDirectoryHeader entry = begin(record, memory.size());
    memory.writeTo(out, position);
    position += memory.size();
    end(entry, StorageExecutor.await(crc));
  }

  /** Computes the CRC-32 of memory. */
  static int crc(NativeMemory memory, StorageExecutor executor) {
    var crc = new CRC32();
    for (long at = 0; at < memory.size() && !executor.isCancelled(); at += CHUNK) {
      crc.update(memory.buffer(at, (int) Math.min(CHUNK, memory.size() - at)));
    }
    return (int) crc.getValue();
  }

  private CentralDirectoryHeader begin(String record, long size) throws IOException {
    byte[] name = (folder + "/" + record).getBytes(StandardCharsets.UTF_8);
    ByteBuffer zip64 = zip64(size, position);
    int before = LOCAL_SIZE + name.length + EXTRA_SIZE + zip64.remaining();
    int padding = (int) (ALIGNMENT - (position + before) % ALIGNMENT) % ALIGNMENT;
    ByteBuffer header = littleEndian(before + padding);
    header.putInt(0x04034b50).putShort((short) 0);
    header.putShort((short) flags(size));
    header.position(26);
    header.putShort((short) name.length);
    header.putShort((short) (header.capacity() - LOCAL_SIZE - name.length));
    header.put(name).put(zip64);
    header.putShort((short) ('F' | 'B' << 8)).putShort((short) padding);
    while (header.hasRemaining()) {
      header.put((byte) 'Z');
    }
    var entry = new CentralDirectoryHeader(name, flags(size), 0, 0, size, position);
    write(header.position(0));
    return entry;
  }

  private static int flags(long size) {
    return UTF8 | (size > 0 ? STREAMED : 0);
  }

  // The zip64 extra field for size, compressed size and position that do not fit 32 bits.
  private static ByteBuffer zip64(long size, long header) {
    int longs = (size >= MAX32 ? 16 : 0) + (header >= MAX32 ? 8 : 0);
    if (longs == 0) {
      return ByteBuffer.allocate(0);
    }
    ByteBuffer extra = littleEndian(4 + longs).putShort((short) 1).putShort((short) longs);
    if (size >= MAX32) {
      extra.putLong(size).putLong(size);
    }
    if (header >= MAX32) {
      extra.putLong(header);
    }
    return extra.flip();
  }

  private void end(CentralDirectoryHeader entry, int crc) throws IOException {
    if (entry.size() > 0) {
      boolean zip64 = entry.header() >= MAX32 || entry.size() >= MAX32;
      ByteBuffer descriptor = littleEndian(zip64 ? 24 : 16);
      descriptor.putInt(0x08074b50).putInt(crc);
      if (zip64) {
        descriptor.putLong(entry.size()).putLong(entry.size());
      } else {
        descriptor.putInt((int) entry.size()).putInt((int) entry.size());
      }
      write(descriptor.flip());
    }
    entries.add(entry.withCrc(crc));
  }

  /** Writes the central directory. */
  void finish() throws IOException {
    long start = position;
    for (CentralDirectoryHeader entry : entries) {
      write(directoryEntry(entry));
    }
    long size = position - start;
    long end64 = position;
    ByteBuffer end = littleEndian(56 + 20 + 22);
    end.putInt(0x06064b50).putLong(44).putShort((short) 0x031e).putShort((short) 45).putLong(0);
    end.putLong(entries.size()).putLong(entries.size()).putLong(size).putLong(start);
    end.putInt(0x07064b50).putInt(0).putLong(end64).putInt(1);
    short count = (short) Math.min(entries.size(), 0xffff);
    end.putInt(0x06054b50).putInt(0).putShort(count).putShort(count);
    end.putInt((int) Math.min(size, MAX32))
        .putInt((int) Math.min(start, MAX32))
        .putShort((short) 0);
    write(end.flip());
  }

  private static ByteBuffer directoryEntry(CentralDirectoryHeader entry) {
    ByteBuffer zip64 = zip64(entry.size(), entry.header());
    ByteBuffer header = littleEndian(46 + entry.nameLength() + zip64.remaining());
    header.putInt(0x02014b50).putInt(0);
    header.putShort((short) entry.flags());
    header.putShort((short) 0).putInt(0).putInt(entry.crc());
    header.putInt((int) Math.min(entry.size(), MAX32));
    header.putInt((int) Math.min(entry.size(), MAX32));
    header.putShort((short) entry.nameLength()).putShort((short) zip64.remaining());
    header.position(42);
    header.putInt((int) Math.min(entry.header(), MAX32)).put(entry.rawName()).put(zip64);
    return header.flip();
  }

  private static ByteBuffer littleEndian(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private void write(ByteBuffer bytes) throws IOException {
    position += bytes.remaining();
    while (bytes.hasRemaining()) {
      out.write(bytes);
    }
  }
}
