/** Training that is stopped and resumed, here and in Python. */
package torch4j.samples.checkpoint;
