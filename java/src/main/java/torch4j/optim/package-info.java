/**
 * Optimizers: what Python has in {@code torch.optim}. Options, groups and checks are here; a step
 * is one native call, with the arithmetic of Python's {@code fused=True}.
 */
package torch4j.optim;
