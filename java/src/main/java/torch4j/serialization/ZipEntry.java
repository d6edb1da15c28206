package torch4j.serialization;

/**
 * A file within a zip file.
 *
 * @param name its whole name
 * @param header where its own header begins
 * @param data where its bytes begin
 * @param size how many there are
 * @param crc their CRC-32
 */
record ZipEntry(String name, long header, long data, long size, int crc) {
  long end() {
    return data + size;
  }
}
