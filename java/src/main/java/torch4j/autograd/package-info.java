/** What Python has in {@code torch.autograd} and {@code torch.utils.checkpoint}. */
package torch4j.autograd;
