/**
 * What layers compute, without the layers: {@code torch.nn.functional}, and the options that both
 * take.
 */
package torch4j.nn.functional;
