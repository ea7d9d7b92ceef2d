package dev.bestcode.runtime;

import dev.bestcode.api.tool.Effect;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Makes a method a tool, see [MethodTools].
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface ToolMethod {
    /// What it does and when to use it, as the model reads it.
    String value();

    /// The tool's name. Default: the method's, `readTicket` as `read-ticket`.
    String name() default "";

    /// What a call can do to the world.
    Effect effect() default Effect.OPAQUE;
}
