package torch4j.jit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import torch4j.internal.Require;

/** Files beside a module in its archive, as C++ takes them: Python's {@code _extra_files}. */
final class ExtraFiles {
  private final List<String> keys;
  private final byte[][] contents;

  private ExtraFiles(List<String> keys, byte[][] contents) {
    this.keys = keys;
    this.contents = contents;
  }

  /**
   * Files to be written.
   *
   * @throws IllegalArgumentException if a name or content is null
   */
  static ExtraFiles toWrite(Map<String, byte[]> files) {
    Require.nonNull(files, "extraFiles", "contents by name, or none");
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
   * Files to be read: of those that are asked for, those that are there.
   *
   * @param files by the names that are asked for; what stands beside them does not matter
   * @throws IllegalArgumentException if a name is null, or the map cannot take the contents
   */
  static ExtraFiles toRead(Map<String, byte[]> files, Set<String> there) {
    var keys = keysOf(files);
    keys.retainAll(there);
    try {
      for (String key : keys) {
        files.put(key, files.get(key)); // before a module is loaded for nothing
      }
    } catch (UnsupportedOperationException | NullPointerException e) {
      throw new IllegalArgumentException(
          "extraFiles: got a map that does not take contents, expected one such as a HashMap", e);
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

  /** The contents; C++ replaces those of the files that are there. */
  byte[][] contents() {
    return contents;
  }

  /** Puts what has been read into the user's map. */
  void putInto(Map<String, byte[]> files) {
    for (int i = 0; i < contents.length; i++) {
      files.put(keys.get(i), contents[i]);
    }
  }
}
