/**
 * Mixed precision: what Python has in {@code torch.amp}. {@link torch4j.amp.Autocast} lets
 * operators choose their dtype, {@link torch4j.amp.GradScaler} keeps small gradients from vanishing
 * in half precision.
 */
package torch4j.amp;
