/**
 * Start-up, device, seed, grad mode and memory scope: what Python has in the module {@code torch}
 * itself.
 */
package torch4j;
