package torch4j.serialization;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * Reads zip files of torch.save, whose entries are not compressed and in one folder.
 *
 * <p>{@link java.util.zip.ZipFile} does not tell the position of an entry's bytes, which is needed
 * to map them or to read them into a tensor. Nothing in the file is trusted: both headers of an
 * entry must agree, entries must be within the file and not overlap, and no name may lead out of
 * the folder.
 */
final class ZipReader {
  private static final int LOCAL = 0x04034b50;
  private static final int LOCAL_SIZE = 30;
  private static final int STREAMED =
      1 << 3; // sizes and CRC are in a data descriptor after the bytes
  private static final int ENCRYPTED = 1 | 1 << 6 | 1 << 13;

  private final ByteSource source;
  private final Map<String, ZipEntry> records = new LinkedHashMap<>();
  private String folder;

  /**
   * Reads the central directory.
   *
   * @throws InvalidFileException if it is damaged
   */
  ZipReader(ByteSource source) throws IOException {
    this.source = source;
    var directory = new CentralDirectory(source);
    List<ZipEntry> entries = new ArrayList<>();
    List<CentralDirectoryHeader> listed = directory.read();
    ZipContents.requireTorchSave(listed);
    for (CentralDirectoryHeader record : listed) {
      entries.add(locate(record));
    }
    requireNoOverlap(entries, directory.start());
    for (ZipEntry entry : entries) {
      add(entry);
    }
  }

  /** The entry of this name within the folder, or null. */
  ZipEntry find(String record) {
    return records.get(record);
  }

  /** Reads an entry and checks its CRC-32; null if there is no such entry. */
  byte[] read(String record) throws IOException {
    ZipEntry entry = find(record);
    if (entry == null) {
      return null;
    }
    if (entry.size() > Integer.MAX_VALUE - 8) {
      throw InvalidFileException.of(
          entry.name(), entry.size() + " bytes", "at most " + (Integer.MAX_VALUE - 8));
    }
    var bytes = new byte[(int) entry.size()];
    source.read(entry.data(), ByteBuffer.wrap(bytes));
    var crc = new CRC32();
    crc.update(bytes);
    requireCrc(entry, (int) crc.getValue());
    return bytes;
  }

  static void requireCrc(ZipEntry entry, int crc) {
    if (crc != entry.crc()) {
      throw new InvalidFileException(
          String.format(
              "%s: got the CRC-32 %08x, expected %08x; the file is damaged",
              entry.name(), crc, entry.crc()));
    }
  }

  private ZipEntry locate(CentralDirectoryHeader record) throws IOException {
    String name = record.name();
    if ((record.flags() & ENCRYPTED) != 0 || record.method() != 0) {
      throw InvalidFileException.of(
          name,
          record.method() != 0 ? "compression method " + record.method() : "an encrypted entry",
          "a stored one, as torch.save writes");
    }
    if (record.header() > source.size() - LOCAL_SIZE) {
      throw InvalidFileException.of(
          name, "a header at byte " + record.header(), "one within " + source.size());
    }
    ByteBuffer local = source.read(record.header(), LOCAL_SIZE);
    int nameLength = local.getShort(26) & 0xffff;
    long data = record.header() + LOCAL_SIZE + nameLength + (local.getShort(28) & 0xffff);
    if (local.getInt(0) != LOCAL || local.getShort(8) != 0 || nameLength != record.nameLength()) {
      throw InvalidFileException.of(
          name,
          "no local header at byte " + record.header(),
          "one that matches the central directory");
    }
    if (record.size() > source.size() - data) {
      throw InvalidFileException.of(
          name, record.size() + " bytes at byte " + data, "a part of " + source.size());
    }
    requireSame(record, local);
    return new ZipEntry(name, record.header(), data, record.size(), record.crc());
  }

  private void requireSame(CentralDirectoryHeader record, ByteBuffer local) throws IOException {
    var name = new byte[record.nameLength()];
    source.read(record.header() + LOCAL_SIZE, ByteBuffer.wrap(name));
    boolean streamed = (local.getShort(6) & STREAMED) != 0;
    long size = local.getInt(22) & 0xffffffffL;
    boolean sameSize = size == record.size() || size == 0xffffffffL || (streamed && size == 0);
    boolean sameCrc = local.getInt(14) == record.crc() || (streamed && local.getInt(14) == 0);
    if (!record.isNamed(name) || !sameSize || !sameCrc) {
      throw InvalidFileException.of(
          record.name(),
          "another name, size or CRC in its local header",
          "those of the central directory");
    }
  }

  private static void requireNoOverlap(List<ZipEntry> entries, long directory) {
    List<ZipEntry> inOrder = new ArrayList<>(entries);
    inOrder.sort(Comparator.comparingLong(ZipEntry::header));
    for (int i = 0; i < inOrder.size(); i++) {
      long next = i + 1 < inOrder.size() ? inOrder.get(i + 1).header() : directory;
      if (inOrder.get(i).end() > next) {
        throw InvalidFileException.of(
            inOrder.get(i).name(),
            "bytes up to " + inOrder.get(i).end(),
            "none after " + next + ", where the next entry or the directory begins");
      }
    }
  }

  private void add(ZipEntry entry) {
    String name = entry.name();
    int slash = name.indexOf('/');
    String inFolder = name.substring(slash + 1);
    if (slash <= 0 || inFolder.isEmpty() || leadsElsewhere(name)) {
      throw InvalidFileException.of("an entry", '"' + name + '"', "a plain name in a folder");
    }
    if (folder == null) {
      folder = name.substring(0, slash);
    } else if (!folder.equals(name.substring(0, slash))) {
      throw InvalidFileException.of("an entry", '"' + name + '"', "one in the folder " + folder);
    }
    if (records.put(inFolder, entry) != null) {
      throw InvalidFileException.of(name, "two entries of this name", "one");
    }
  }

  private static boolean leadsElsewhere(String name) {
    if (name.indexOf('\\') >= 0 || name.indexOf('\0') >= 0) {
      return true;
    }
    for (String part : name.split("/", -1)) {
      if (part.isEmpty() || part.equals(".") || part.equals("..")) {
        return true;
      }
    }
    return false;
  }
}
