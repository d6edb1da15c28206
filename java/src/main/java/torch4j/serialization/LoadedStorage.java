package torch4j.serialization;

import org.bytedeco.pytorch.Tensor;

/**
 * A storage of a file, in memory.
 *
 * @param key its name in the file
 * @param bytes a uint8 tensor over all of it
 * @param dtype what the pickle calls its elements
 */
record LoadedStorage(String key, Tensor bytes, Dtype dtype) {}
