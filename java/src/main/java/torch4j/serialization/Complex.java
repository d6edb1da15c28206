package torch4j.serialization;

/** Python's {@code complex}: a number with a real and an imaginary part. */
public record Complex(double real, double imag) {}
