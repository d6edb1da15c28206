/** Datasets and loaders: what Python has in {@code torch.utils.data}. */
package torch4j.data;
