/** Callbacks of {@link torch4j.training.Trainer}: stopping early, saving, averaging, watching. */
package torch4j.training.callbacks;
