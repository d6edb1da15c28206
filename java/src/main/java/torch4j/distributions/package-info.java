/**
 * Probability distributions, and transforms and constraints of their values: {@code
 * torch.distributions}, and {@code torch.distributions.transforms}, {@code constraints} and {@code
 * kl}, which Python has beside it.
 *
 * <p>The same seed gives the draws of Python. What Python refuses with a ValueError is an {@link
 * java.lang.IllegalArgumentException}, and what it does not implement an {@link
 * java.lang.UnsupportedOperationException}. Distributions are immutable and may be used by several
 * threads; their tensors belong to the {@link torch4j.Scope} that they were made in.
 */
package torch4j.distributions;
