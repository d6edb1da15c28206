/** The data that the samples train on. */
package torch4j.samples.data;
