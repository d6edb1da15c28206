/**
 * Stochastic weight averaging (SWA) and exponential moving averages (EMA) of models: what Python
 * has in {@code torch.optim.swa_utils}.
 */
package torch4j.optim.swa;
