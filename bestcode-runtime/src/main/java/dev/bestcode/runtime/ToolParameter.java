package dev.bestcode.runtime;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Describes a parameter of a [ToolMethod].
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface ToolParameter {
    /// What the model is to give.
    String value();

    /// Its name. Default: the parameter's, which the class file has when it was compiled with
    /// `-parameters`.
    String name() default "";
}
