package torch4j.nn;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/**
 * Modules one after another, each fed with the output of the one before. Same as {@code
 * torch.nn.Sequential}.
 */
public final class Sequential extends Module implements Iterable<Module> {
  private final List<Module> modules;

  /** Modules named "0", "1" and so on. */
  public Sequential(Module... modules) {
    this.modules = List.of(modules);
    for (int i = 0; i < modules.length; i++) {
      register(String.valueOf(i), modules[i]);
    }
  }

  /** Modules with names, in the map's order: Python's {@code Sequential(OrderedDict(...))}. */
  public Sequential(Map<String, Module> modules) {
    this.modules = List.copyOf(modules.values());
    modules.forEach(this::register);
  }

  @Override
  public Tensor forward(Tensor input) {
    Tensor output = input;
    for (Module module : modules) {
      output = module.call(output);
    }
    return output;
  }

  /** The module at this place. Same as {@code sequential[index]}. */
  public Module get(int index) {
    return modules.get(index);
  }

  /** The number of modules. Same as {@code len(sequential)}. */
  public int size() {
    return modules.size();
  }

  @Override
  public Iterator<Module> iterator() {
    return modules.iterator();
  }
}
