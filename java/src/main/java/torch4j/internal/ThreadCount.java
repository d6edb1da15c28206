package torch4j.internal;

import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * The initial number of threads of an operator, from the same environment variables as in Python.
 *
 * <p>It is {@code MKL_NUM_THREADS}, or else {@code OMP_NUM_THREADS}, or else the number of physical
 * cores; at most the number of physical cores, unless {@code MKL_DYNAMIC} is false. A value that is
 * not a positive integer is ignored.
 */
final class ThreadCount {
  // A list has one count for each level of nested parallel regions; the first is that of operators.
  private static final Pattern OMP = Pattern.compile("\\s*\\+?(\\d+)\\s*(,.*)?");
  private static final Pattern MKL = Pattern.compile("\\s*\\+?(\\d+)\\s*()");
  private static final int MOST_DIGITS = 9;

  private ThreadCount() {}

  /**
   * The number of threads that Python would start with.
   *
   * @param environment gives the value of a variable, or null
   * @param physicalCores the number of physical cores
   */
  static int initial(UnaryOperator<String> environment, int physicalCores) {
    OptionalInt mkl = count(environment.apply("MKL_NUM_THREADS"), MKL);
    OptionalInt omp = count(environment.apply("OMP_NUM_THREADS"), OMP);
    int wanted = mkl.orElse(omp.orElse(physicalCores));
    boolean fixed = "false".equalsIgnoreCase(environment.apply("MKL_DYNAMIC"));
    return fixed ? wanted : Math.min(wanted, physicalCores);
  }

  private static OptionalInt count(String value, Pattern pattern) {
    var matcher = pattern.matcher(value == null ? "" : value);
    if (!matcher.matches()) {
      return OptionalInt.empty();
    }
    String digits = matcher.group(1).replaceFirst("^0+", "");
    if (digits.isEmpty()) {
      return OptionalInt.empty();
    }
    return OptionalInt.of(
        digits.length() > MOST_DIGITS ? Integer.MAX_VALUE : Integer.parseInt(digits));
  }
}
