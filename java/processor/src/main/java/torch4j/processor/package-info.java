/** The annotation processor that writes the withers of torch4j's options records. */
package torch4j.processor;
