package torch4j.internal;

import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * The number of threads that operators start with, from the environment variables that Python's
 * torch reads.
 *
 * <p>Python takes the count of its MKL: {@code MKL_NUM_THREADS}, or else {@code OMP_NUM_THREADS},
 * or else the number of physical cores, and never more than those unless {@code MKL_DYNAMIC} is
 * false. A value that is no positive number counts as absent.
 */
final class ThreadCount {
  // As libgomp reads it: the first of a list, one for each level of nested parallel regions.
  private static final Pattern OMP = Pattern.compile("\\s*\\+?(\\d+)\\s*(,.*)?");
  private static final Pattern MKL = Pattern.compile("\\s*\\+?(\\d+)\\s*()");
  private static final int MOST_DIGITS = 9;

  private ThreadCount() {}

  /**
   * The count that Python would start with.
   *
   * @param environment gives a variable's value, or null
   * @param physicalCores of this machine
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
