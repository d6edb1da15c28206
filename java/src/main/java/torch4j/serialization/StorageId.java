package torch4j.serialization;

/**
 * What a pickle says of a storage.
 *
 * @param dtype of its elements
 * @param key its name
 * @param location the device it was on
 * @param bytes its size
 */
record StorageId(Dtype dtype, String key, String location, long bytes) {
  /** Reads a persistent id: ("storage", class, key, location, number of elements, ...). */
  static StorageId of(Arguments id) {
    if (!id.get(0, String.class).equals("storage")) {
      throw new IllegalStateException(
          "persistent id: got " + id.get(0, String.class) + ", expected storage");
    }
    Dtype dtype = id.get(1, DefaultGlobals.StorageType.class).dtype();
    long count = id.getLong(4);
    if (count < 0 || count > Long.MAX_VALUE / dtype.bytes()) {
      throw new IllegalStateException(
          "storage " + id.get(2, String.class) + ": got " + count + " elements");
    }
    return new StorageId(
        dtype, id.get(2, String.class), id.get(3, String.class), count * dtype.bytes());
  }
}
