/**
 * Metrics over many batches: accuracy, F1, AUROC, mean squared error and others, with the names and
 * defaults of torchmetrics.
 *
 * <p>Begin at {@link torch4j.training.metrics.Metric}. An update does not wait for the device; what
 * only the values tell, such as a class that does not exist, is reported by {@code compute()}.
 */
package torch4j.training.metrics;
