package torch4j.serialization;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Detects the format of a zip file from the names of its entries. */
final class ZipContents {
  private ZipContents() {}

  /**
   * Refuses formats that another class loads.
   *
   * @throws InvalidFileException if it is TorchScript or a package
   */
  static void requireTorchSave(List<CentralDirectoryHeader> entries) {
    Set<String> names = new HashSet<>();
    boolean compiled = false;
    for (CentralDirectoryHeader entry : entries) {
      String name = entry.name().substring(entry.name().indexOf('/') + 1);
      names.add(name);
      compiled |= name.startsWith("data/aotinductor/");
    }
    if (names.contains("constants.pkl") || names.contains("model.json")) {
      throw refused("a TorchScript archive", "; load it with Jit.load");
    }
    if (compiled) {
      throw refused("a package of AOTInductor", "; load it with AOTICompiledModel.load");
    }
    if (names.contains("archive_format")) {
      throw refused(
          "a program of torch.export.save", "; compile it with aoti_compile_and_package in Python");
    }
  }

  private static InvalidFileException refused(String got, String remedy) {
    return InvalidFileException.of("format", got, "a file of torch.save" + remedy);
  }
}
