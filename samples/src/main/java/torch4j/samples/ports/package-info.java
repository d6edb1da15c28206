/**
 * Programs of PyTorch's examples, line by line in Java; samples/ports has the same in Python, with
 * the same losses.
 */
package torch4j.samples.ports;
