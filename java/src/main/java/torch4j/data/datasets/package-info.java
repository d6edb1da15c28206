/**
 * Datasets that read files and databases: {@code torchvision.datasets}, and tables and text.
 *
 * <p>What is in memory is there once: files are read straight into tensors, or mapped. Files
 * compressed by gzip are recognized by their first bytes.
 */
package torch4j.data.datasets;
