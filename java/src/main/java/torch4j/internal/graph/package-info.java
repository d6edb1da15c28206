/** The autograd graph: backward passes, hooks, nodes of Java's, behind {@code torch4j.autograd}. */
package torch4j.internal.graph;
