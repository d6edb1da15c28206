/** Runnable samples, started by {@code samples/run NAME}. */
package torch4j.samples;
