/** Datasets and loaders: {@code torch.utils.data}. */
package torch4j.data;
