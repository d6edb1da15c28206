/** Utilities for parameters and modules: {@code torch.nn.utils}. */
package torch4j.nn.utils;
