/** Whole training runs in Java and in Python, from one seed, compared loss by loss. */
package torch4j.samples.parity;
