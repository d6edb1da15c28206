/** A sample for each section of docs/tutorial.md: the loop by hand, and the trainer. */
package torch4j.samples.tutorial;
