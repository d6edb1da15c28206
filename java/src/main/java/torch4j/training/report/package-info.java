/**
 * What {@link torch4j.training.History} writes and reads: the report's page, charts, CSV, JSON. It
 * knows a run as {@link torch4j.training.report.RunData} and nothing of trainers; programs call the
 * methods of the history.
 */
package torch4j.training.report;
