package torch4j.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The thread count at start-up, beside what torch.get_num_threads() says in Python. */
final class ThreadCountTest {
  private static final int CORES = 2;

  // Python's column was printed by torch 2.13.0 on a machine with two cores.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          NONE=                                  | 2
          OMP_NUM_THREADS=1                      | 1
          OMP_NUM_THREADS=0                      | 2
          OMP_NUM_THREADS=garbage                | 2
          OMP_NUM_THREADS=-3                     | 2
          OMP_NUM_THREADS=                       | 2
          OMP_NUM_THREADS=1.5                    | 2
          OMP_NUM_THREADS=3x                     | 2
          OMP_NUM_THREADS=1,2                    | 1
          OMP_NUM_THREADS=3,2                    | 2
          OMP_NUM_THREADS=+1                     | 1
          OMP_NUM_THREADS=01                     | 1
          OMP_NUM_THREADS=99999999999            | 2
          MKL_NUM_THREADS=1                      | 1
          MKL_NUM_THREADS=0                      | 2
          MKL_NUM_THREADS=3                      | 2
          OMP_NUM_THREADS=3 MKL_NUM_THREADS=1    | 1
          OMP_NUM_THREADS=0 MKL_NUM_THREADS=1    | 1
          OMP_NUM_THREADS=1 MKL_NUM_THREADS=3    | 2
          OMP_NUM_THREADS=3 MKL_DYNAMIC=false    | 3
          MKL_NUM_THREADS=4 MKL_DYNAMIC=FALSE    | 4
          OMP_NUM_THREADS=3 MKL_DYNAMIC=0        | 2
          OMP_NUM_THREADS=0 MKL_DYNAMIC=false    | 2
          """)
  void initial_isPythons(String environment, int python) {
    Map<String, String> variables = new HashMap<>();
    for (String variable : environment.trim().split(" ", -1)) {
      int sign = variable.indexOf('=');
      variables.put(variable.substring(0, sign), variable.substring(sign + 1));
    }
    assertEquals(python, ThreadCount.initial(variables::get, CORES));
  }
}
