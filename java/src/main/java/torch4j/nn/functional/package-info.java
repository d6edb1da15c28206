/**
 * Functions without state: {@code torch.nn.functional}, and the options of functions and layers.
 */
package torch4j.nn.functional;
