/**
 * Optimizers: what Python has in {@code torch.optim}. Options, groups and checks are here; a step
 * is one native call, with the arithmetic of Python's {@code fused=True} for SGD, Adam, AdamW and
 * Adagrad, and of its {@code foreach=True} for the others. Only {@link torch4j.optim.LBFGS}, which
 * calls its closure again and again, is written in Java.
 */
package torch4j.optim;
