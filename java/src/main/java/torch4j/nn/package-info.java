/**
 * Modules, layers and losses: what Python has in {@code torch.nn}, over LibTorch's own
 * implementations. Names, defaults, initial values and arithmetic are PyTorch's.
 */
package torch4j.nn;
