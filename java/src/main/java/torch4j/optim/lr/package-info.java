/**
 * Learning-rate schedules: what Python has in {@code torch.optim.lr_scheduler}. They set the
 * learning rates of an optimizer's groups and compute in doubles, in Python's order of operations.
 */
package torch4j.optim.lr;
