package torch4j.serialization;

/**
 * The persistent id of a storage in a pickle.
 *
 * @param dtype the dtype of its elements
 * @param key its key in the file
 * @param location the device that it was saved on
 * @param bytes its size in bytes
 */
record PersistentId(Dtype dtype, String key, String location, long bytes) {
  /** Reads a persistent id: ("storage", class, key, location, number of elements, ...). */
  static PersistentId of(ReduceArguments id) {
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
    return new PersistentId(
        dtype, id.get(2, String.class), id.get(3, String.class), count * dtype.bytes());
  }
}
