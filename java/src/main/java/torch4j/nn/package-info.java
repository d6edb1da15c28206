/**
 * Modules, layers and losses: {@code torch.nn}, computed by LibTorch's operators. Names, defaults,
 * initial values and arithmetic are PyTorch's.
 */
package torch4j.nn;
