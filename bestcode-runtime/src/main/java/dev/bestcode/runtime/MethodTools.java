package dev.bestcode.runtime;

import dev.bestcode.api.tool.ToolPeer;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/// Tools from annotated methods: the schema follows from the parameters.
///
/// ```java
/// final class Tickets {
///     @ToolMethod(value = "Read a ticket of the tracker", effect = Effect.PURE)
///     String readTicket(@ToolParameter("its number") int number) { … }
/// }
/// MethodTools.of(new Tickets()).forEach(builder::tool);
/// ```
///
/// Parameters are of `String`, `int`, `long`, `double`, `boolean`, an enum, a `List` of these, or
/// an `Optional` of these for what may be left out. A parameter of type
/// [dev.bestcode.api.tool.ToolCall] is the call itself. What is returned is the result: a
/// [dev.bestcode.api.tool.ToolOutcome] as it is, anything else as its text. A checked exception and
/// an [IllegalArgumentException] are failures that the model reads; any other is a mistake of the
/// program. Methods are called by several workers at once.
public final class MethodTools {
    private MethodTools() {}

    /// A tool for each annotated method of the object's class, by name.
    /// @throws IllegalArgumentException when there is none, or one cannot be a tool; it says why
    public static List<ToolPeer> of(Object owner) {
        return of(owner, owner.getClass());
    }

    /// The annotated methods of a class, called on an object that extends it, such as a proxy of a
    /// container, which overrides them and has none of their annotations.
    /// @throws IllegalArgumentException as [#of(Object)], or when the object is not of that class
    public static List<ToolPeer> of(Object owner, Class<?> declaring) {
        if (!declaring.isInstance(owner)) {
            throw new IllegalArgumentException(
                    "an object of %s is no %s, whose methods with @ToolMethod are to be called on it"
                            .formatted(owner.getClass().getName(), declaring.getName()));
        }
        var tools =
                Arrays.stream(declaring.getDeclaredMethods())
                        .filter(method -> method.isAnnotationPresent(ToolMethod.class))
                        .<ToolPeer>map(method -> MethodTool.of(owner, method))
                        .sorted(Comparator.comparing(tool -> tool.descriptor().name()))
                        .toList();
        if (tools.isEmpty()) {
            throw new IllegalArgumentException(
                    "%s has no method with @ToolMethod".formatted(declaring.getName()));
        }
        return tools;
    }
}
