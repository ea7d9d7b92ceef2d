package dev.bestcode.runtime;

import dev.bestcode.api.json.JsonArray;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.tool.Effect;
import dev.bestcode.api.tool.ToolCall;
import dev.bestcode.api.tool.ToolDescriptor;
import dev.bestcode.api.tool.ToolOutcome;
import dev.bestcode.api.tool.ToolPeer;

import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/// One annotated method as a tool.
record MethodTool(
        Object owner,
        Method method,
        List<MethodArgument> arguments,
        ToolDescriptor descriptor,
        Effect effect)
        implements ToolPeer {
    static MethodTool of(Object owner, Method method) {
        var about = Objects.requireNonNull(method.getAnnotation(ToolMethod.class));
        if (Modifier.isStatic(method.getModifiers()) || method.getReturnType() == void.class) {
            throw wrong(method, "is static or returns nothing; a tool is of an object and answers");
        }
        open(method);
        var arguments = Arrays.stream(method.getParameters()).map(MethodArgument::of).toList();
        var name = about.name().isEmpty() ? toolName(method.getName()) : about.name();
        return new MethodTool(
                owner,
                method,
                arguments,
                new ToolDescriptor(name, about.value(), schema(arguments)),
                about.effect());
    }

    private static void open(Method method) {
        try {
            method.setAccessible(true);
        } catch (InaccessibleObjectException e) {
            throw wrong(
                    method,
                    "cannot be called from dev.bestcode.runtime; open its package to that module");
        }
    }

    static IllegalArgumentException wrong(Object what, String why) {
        return new IllegalArgumentException(what + " " + why);
    }

    private static String toolName(String method) {
        return method.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }

    private static JsonObject schema(List<MethodArgument> arguments) {
        var properties = JsonObject.builder();
        arguments.forEach(it -> it.schema().ifPresent(schema -> properties.put(it.name(), schema)));
        var required =
                arguments.stream()
                        .filter(it -> it.schema().isPresent() && !it.optional())
                        .map(MethodArgument::name)
                        .toList();
        return JsonObject.builder()
                .put("type", "object")
                .put("properties", properties.build())
                .put("required", JsonArray.ofStrings(required))
                .put("additionalProperties", false)
                .build();
    }

    @Override
    public ToolOutcome call(ToolCall call) throws InterruptedException {
        try {
            var values = arguments.stream().map(it -> it.value(call)).toArray();
            var result = method.invoke(owner, values);
            return result instanceof ToolOutcome outcome
                    ? outcome
                    : ToolOutcome.succeeded(String.valueOf(result));
        } catch (InvocationTargetException e) {
            return failed(Objects.requireNonNull(e.getCause()));
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(method + " was opened and cannot be called", e);
        }
    }

    private static ToolOutcome failed(Throwable cause) throws InterruptedException {
        return switch (cause) {
            case InterruptedException stopped -> throw stopped;
            case Error error -> throw error;
            case IllegalArgumentException refused -> ToolOutcome.failed(words(refused));
            case RuntimeException mistake -> throw mistake;
            default -> ToolOutcome.failed(words(cause));
        };
    }

    private static String words(Throwable cause) {
        var message = cause.getMessage();
        return message == null || message.isBlank() ? cause.getClass().getSimpleName() : message;
    }
}
