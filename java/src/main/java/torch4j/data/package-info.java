/**
 * Datasets, samplers and loaders: {@code torch.utils.data}, on Java's threads and in Python's
 * order.
 */
package torch4j.data;
