package torch4j.testing;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import torch4j.Torch;

/**
 * Starts torch4j before the first test of a JVM: a test that uses the presets first would load
 * another BLAS. JUnit finds this class by itself.
 */
public final class StartUp implements BeforeAllCallback {
  @Override
  public void beforeAll(ExtensionContext context) {
    Torch.init();
  }
}
