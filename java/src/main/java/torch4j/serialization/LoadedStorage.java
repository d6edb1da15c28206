package torch4j.serialization;

import torch4j.Tensor;

/**
 * A storage that has been loaded.
 *
 * @param key its key in the file
 * @param bytes a uint8 tensor over the whole storage
 * @param dtype the dtype that the pickle gives it
 */
record LoadedStorage(String key, Tensor bytes, Dtype dtype) {}
