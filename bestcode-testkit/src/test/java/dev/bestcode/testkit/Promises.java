package dev.bestcode.testkit;

import org.junit.jupiter.api.Test;

import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;

/// Runs a contract by hand, for parts that are wrong on purpose.
final class Promises {
    private Promises() {}

    /// The names of the promises of a contract that its subject breaks.
    static <T> List<String> brokenBy(Class<T> contract, T subject) throws IllegalAccessException {
        var broken = new ArrayList<String>();
        for (var method : contract.getMethods()) {
            if (method.isAnnotationPresent(Test.class)) {
                try {
                    method.invoke(subject);
                } catch (InvocationTargetException e) {
                    broken.add(method.getName());
                }
                Thread.interrupted(); // what a wrong part has left
            }
        }
        return broken;
    }
}
