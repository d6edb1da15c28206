/**
 * Automatic mixed precision: what Python has in {@code torch.amp}. {@link torch4j.amp.Autocast}
 * runs operations in a dtype chosen for each operation, {@link torch4j.amp.GradScaler} scales
 * losses to prevent gradients from underflowing in float16.
 */
package torch4j.amp;
