package dev.bestcode.spring;

import dev.bestcode.api.tool.ToolPeer;
import dev.bestcode.runtime.MethodTools;
import dev.bestcode.runtime.ToolMethod;

import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Beans with annotated methods. Their methods are called on the bean as it is, so that what a
/// proxy adds, such as a transaction, holds for calls of a model too.
final class MethodToolBeans {
    private final ConfigurableListableBeanFactory beans;

    MethodToolBeans(ConfigurableListableBeanFactory beans) {
        this.beans = beans;
    }

    /// Other beans are looked at by their class alone, and not made.
    /// @throws IllegalArgumentException when an annotated method cannot be a tool
    List<ToolPeer> tools() {
        return Arrays.stream(beans.getBeanNamesForType(Object.class, false, false))
                .filter(name -> !ScopedProxyUtils.isScopedTarget(name))
                .flatMap(this::tools)
                .toList();
    }

    private Stream<ToolPeer> tools(String name) {
        return Optional.ofNullable(beans.getType(name, false))
                .map(ClassUtils::getUserClass)
                .filter(MethodToolBeans::hasToolMethods)
                .map(type -> MethodTools.of(beans.getBean(name), type).stream())
                .orElseGet(Stream::empty);
    }

    private static boolean hasToolMethods(Class<?> type) {
        if (type.getName().startsWith("org.springframework.")) {
            return false;
        }
        try {
            return Arrays.stream(ReflectionUtils.getDeclaredMethods(type))
                    .anyMatch(method -> method.isAnnotationPresent(ToolMethod.class));
        } catch (IllegalStateException e) {
            return false; // it names classes that are not there, so nobody can call it either
        }
    }
}
