/** Sequences of different lengths: {@code torch.nn.utils.rnn}. */
package torch4j.nn.utils.rnn;
