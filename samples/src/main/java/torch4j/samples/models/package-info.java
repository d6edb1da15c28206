/** Well-known networks, written as a user would write them: what a port from Python looks like. */
package torch4j.samples.models;
