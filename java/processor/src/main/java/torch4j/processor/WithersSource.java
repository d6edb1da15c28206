package torch4j.processor;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Types;

/** The source of the interface with one record's withers. */
final class WithersSource {
  private static final Pattern PARAM =
      Pattern.compile(
          "^\\s*@param\\s+(\\w+)\\s+(.*?)(?=^\\s*@|\\z)", Pattern.MULTILINE | Pattern.DOTALL);

  private final TypeElement record;
  private final List<? extends RecordComponentElement> components;
  private final Types types;
  private final String packageName;
  private final Map<String, String> meanings;

  WithersSource(TypeElement record, ProcessingEnvironment environment) {
    if (record.getKind() != ElementKind.RECORD) {
      throw new IllegalArgumentException("@Withers: got " + record + ", expected a record");
    }
    this.record = record;
    components = record.getRecordComponents();
    types = environment.getTypeUtils();
    packageName = environment.getElementUtils().getPackageOf(record).toString();
    String javadoc = environment.getElementUtils().getDocComment(record);
    meanings =
        PARAM
            .matcher(javadoc == null ? "" : javadoc)
            .results()
            .collect(Collectors.toMap(param -> param.group(1), WithersSource::meaning));
  }

  private static String meaning(MatchResult param) {
    return param.group(2).strip().replaceAll("\\s+", " ");
  }

  TypeElement record() {
    return record;
  }

  String qualifiedName() {
    return packageName + "." + name();
  }

  private String name() {
    String name = record.getSimpleName() + "Withers";
    for (Element e = record.getEnclosingElement();
        e instanceof TypeElement enclosing;
        e = e.getEnclosingElement()) {
      name = enclosing.getSimpleName() + name;
    }
    return name;
  }

  /**
   * The whole file.
   *
   * @throws IllegalArgumentException if the record's Javadoc leaves out a component
   */
  String text() {
    return """
    package %s;

    @javax.annotation.processing.Generated("%s")
    interface %s%s {%s}
    """
        .formatted(
            packageName,
            WithersProcessor.class.getName(),
            name(),
            extended(),
            components.stream().map(this::methods).collect(Collectors.joining()));
  }

  // The interface that is being written does not exist yet, so its kind is ERROR.
  private String extended() {
    String others =
        record.getInterfaces().stream()
            .filter(type -> type.getKind() != TypeKind.ERROR)
            .map(TypeMirror::toString)
            .collect(Collectors.joining(", "));
    return others.isEmpty() ? "" : " extends " + others;
  }

  private String methods(RecordComponentElement component) {
    String name = component.getSimpleName().toString();
    String accessor = "\n  %s %s();\n".formatted(component.asType(), name);
    String copy = wither(name, component.asType().toString(), "new " + record, arguments(name));
    return accessor
        + copy
        + primitive(component)
            .map(
                type ->
                    wither(
                        name, type.toString(), name, "(%s) %s".formatted(component.asType(), name)))
            .orElse("")
        + factory(component)
            .map(of -> wither(name, parameter(of), name, made(component.asType(), of, name)))
            .orElse("");
  }

  private String wither(String name, String type, String method, String arguments) {
    String meaning = meanings.get(name);
    if (meaning == null) {
      throw new IllegalArgumentException(
          name + ": got no @param in the Javadoc of " + record + ", expected its meaning");
    }
    return """

      /**
       * Returns a copy with another {@code %1$s}.
       *
       * @param %1$s %2$s
       */
      default %3$s %1$s(%4$s %1$s) {
        return %5$s(%6$s);
      }
    """
        .formatted(name, meaning, record, type, method, arguments);
  }

  private String arguments(String changed) {
    return components.stream()
        .map(component -> component.getSimpleName().toString())
        .map(name -> name.equals(changed) ? name : name + "()")
        .collect(Collectors.joining(", "));
  }

  private Optional<TypeMirror> primitive(RecordComponentElement component) {
    try {
      return Optional.of(types.unboxedType(component.asType()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private Optional<ExecutableElement> factory(RecordComponentElement component) {
    Element type = types.asElement(component.asType());
    if (!(type instanceof TypeElement declared) || !declared.getTypeParameters().isEmpty()) {
      return Optional.empty();
    }
    return ElementFilter.methodsIn(type.getEnclosedElements()).stream()
        .filter(method -> method.getSimpleName().contentEquals("of"))
        .filter(method -> method.getModifiers().contains(Modifier.STATIC))
        .filter(method -> method.getParameters().size() == 1)
        .findFirst();
  }

  // The record's constructor decides on null, under the component's name.
  private static String made(TypeMirror type, ExecutableElement factory, String name) {
    String made = "%s.of(%s)".formatted(type, name);
    return factory.getParameters().get(0).asType().getKind().isPrimitive()
        ? made
        : "%s == null ? null : %s".formatted(name, made);
  }

  private static String parameter(ExecutableElement factory) {
    String type = factory.getParameters().get(0).asType().toString();
    return factory.isVarArgs() ? type.replaceAll("\\[]$", "...") : type;
  }
}
