/**
 * The functions of Python's module {@code torch}: start-up, device, seed, gradient mode and
 * threads; and the memory scope.
 */
package torch4j;
