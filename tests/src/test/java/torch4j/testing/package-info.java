/** What several tests share: golden files, comparison of tensors, other processes. */
package torch4j.testing;
