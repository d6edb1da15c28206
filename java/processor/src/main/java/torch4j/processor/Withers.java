package torch4j.processor;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A record whose withers are generated: for each component a method of its name that returns a copy
 * with another value.
 *
 * <p>They are default methods of a package-private interface that the record implements: {@code
 * AdamOptionsWithers} for {@code AdamOptions}, {@code SGDOptionsWithers} for {@code SGD.Options}.
 * The Javadoc of each repeats the component's {@code @param}, so the record must have one.
 *
 * <ul>
 *   <li>A component of a boxed type can be set by its primitive type, too.
 *   <li>A component whose type has a factory {@code of} with one parameter can be set by what that
 *       takes, too: {@code padding(1, 2)} for {@code Sizes.of(1, 2)}.
 *   <li>The interface extends the record's other interfaces, so that a wither can implement one of
 *       their methods.
 *   <li>What else a wither has to do, the record overrides.
 * </ul>
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.SOURCE)
public @interface Withers {}
