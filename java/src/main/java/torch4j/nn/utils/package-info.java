/** Helpers around modules: what Python has in {@code torch.nn.utils}. */
package torch4j.nn.utils;
