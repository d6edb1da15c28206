package torch4j.jit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import torch4j.internal.Require;

/** Extra files in a module's archive, as C++ takes them: Python's {@code _extra_files}. */
final class ExtraFiles {
  private final List<String> keys;
  private final byte[][] contents;

  private ExtraFiles(List<String> keys, byte[][] contents) {
    this.keys = keys;
    this.contents = contents;
  }

  /**
   * The files to write.
   *
   * @throws IllegalArgumentException if a name or content is null
   */
  static ExtraFiles toWrite(Map<String, byte[]> files) {
    Require.nonNull(files, "extraFiles", "a map of contents, which may be empty");
    var keys = keysOf(files);
    var contents = new byte[keys.size()][];
    for (int i = 0; i < contents.length; i++) {
      contents[i] =
          Require.nonNull(
              files.get(keys.get(i)), "extraFiles[\"" + keys.get(i) + "\"]", "the file's bytes");
    }
    return new ExtraFiles(keys, contents);
  }

  /**
   * The files to read: those that are requested and in the archive.
   *
   * @param files the requested names; their values are ignored
   * @param there the names of the files in the archive
   * @throws IllegalArgumentException if a name is null, or the map cannot be modified
   */
  static ExtraFiles toRead(Map<String, byte[]> files, Set<String> there) {
    var keys = keysOf(files);
    keys.retainAll(there);
    try {
      for (String key : keys) {
        files.put(key, files.get(key)); // to fail before the module is loaded
      }
    } catch (UnsupportedOperationException | NullPointerException e) {
      throw new IllegalArgumentException(
          "extraFiles: got an unmodifiable map, expected one such as a HashMap", e);
    }
    return new ExtraFiles(keys, new byte[keys.size()][0]);
  }

  private static List<String> keysOf(Map<String, byte[]> files) {
    var keys = new ArrayList<>(files.keySet());
    keys.forEach(key -> Require.nonNull(key, "extraFiles", "a name for each file"));
    return keys;
  }

  byte[][] names() {
    return ValueWriter.utf8(keys);
  }

  /** The contents, which C++ replaces when reading. */
  byte[][] contents() {
    return contents;
  }

  /** Puts the contents that have been read into the user's map. */
  void putInto(Map<String, byte[]> files) {
    for (int i = 0; i < contents.length; i++) {
      files.put(keys.get(i), contents[i]);
    }
  }
}
