/**
 * A training loop that can be read aloud, and what happens around it: {@link
 * torch4j.training.Trainer} trains and validates, {@link torch4j.training.Callback}s watch, save
 * and stop, {@link torch4j.training.History} is what came out. Nothing below depends on it:
 * whatever it does can be done by hand with the other packages.
 */
package torch4j.training;
