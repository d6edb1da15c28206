/** Initialization of parameters: {@code torch.nn.init}. */
package torch4j.nn.init;
