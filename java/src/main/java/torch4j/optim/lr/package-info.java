/**
 * Learning rate schedulers: what Python has in {@code torch.optim.lr_scheduler}. They set the
 * learning rates of an optimizer's parameter groups, and compute them in doubles with Python's
 * order of operations.
 */
package torch4j.optim.lr;
