package torch4j.samples.bench;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import java.util.Map;

/**
 * One row of the report; null where a language did not take part.
 *
 * @param name the row's name
 * @param unit the unit of the numbers
 * @param java Java's median
 * @param python Python's median
 * @param cpp C++'s median
 * @param ratioPython java / python; below 1 means that Java is faster
 * @param ratioCpp java / cpp
 * @param aten the median of Java without libtorch4j's kernels; left out where that did not take
 *     part
 * @param ratioAten java / aten
 * @param gbPerSecond the memory that Java read and wrote, in 1e9 bytes a second; left out where the
 *     row does not say how much that is
 */
@JsonPropertyOrder({"name", "unit", "java", "python", "cpp", "ratio_python", "ratio_cpp"})
record Result(
    String name,
    String unit,
    Double java,
    Double python,
    Double cpp,
    @JsonProperty("ratio_python") Double ratioPython,
    @JsonProperty("ratio_cpp") Double ratioCpp,
    @JsonInclude(JsonInclude.Include.NON_NULL) Double aten,
    @JsonProperty("ratio_aten") @JsonInclude(JsonInclude.Include.NON_NULL) Double ratioAten,
    @JsonProperty("gb_per_s") @JsonInclude(JsonInclude.Include.NON_NULL) Double gbPerSecond) {

  /** The medians of each side's blocks. */
  static Result of(Row row, Map<Language, List<Double>> times) {
    Double java = median(times.get(Language.JAVA));
    Double python = median(times.get(Language.PYTHON));
    Double cpp = median(times.get(Language.CPP));
    Double aten = median(times.get(Language.ATEN));
    Double gbPerSecond = row.bytes() == 0 ? null : Double.valueOf(row.bytes() / 1e3 / java);
    return new Result(
        row.name(),
        row.unit(),
        java,
        python,
        cpp,
        ratio(java, python),
        ratio(java, cpp),
        aten,
        ratio(java, aten),
        gbPerSecond);
  }

  private static Double median(List<Double> times) {
    if (times == null) {
      return null;
    }
    double[] sorted = times.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  private static Double ratio(Double java, Double other) {
    return other == null ? null : Double.valueOf(java / other);
  }
}
