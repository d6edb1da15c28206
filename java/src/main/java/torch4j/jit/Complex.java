package torch4j.jit;

/**
 * A complex number, as arguments and results of scripts have it: Python's {@code complex}.
 *
 * @param real the real part
 * @param imaginary the imaginary part
 */
public record Complex(double real, double imaginary) {}
