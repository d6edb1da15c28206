package torch4j.serialization;

/**
 * An entry of a zip file.
 *
 * @param name its name, with the folder
 * @param header the position of its local header
 * @param data the position of its bytes
 * @param size its size in bytes
 * @param crc its CRC-32
 */
record ZipEntry(String name, long header, long data, long size, int crc) {
  long end() {
    return data + size;
  }
}
