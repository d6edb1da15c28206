/**
 * Optimizers: what Python has in {@code torch.optim}. A step is one native call. It computes what
 * Python's {@code fused=True} implementation does for SGD, Adam, AdamW and Adagrad, and its {@code
 * foreach=True} implementation for the others. Only {@link torch4j.optim.LBFGS}, which evaluates
 * its closure several times per step, is implemented in Java.
 */
package torch4j.optim;
