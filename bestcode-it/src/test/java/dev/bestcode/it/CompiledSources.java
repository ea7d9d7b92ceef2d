package dev.bestcode.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DynamicTest;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/// Java from documents and examples, compiled as if it lay beside the system's own, and what is in
/// it. It and the system are loaded anew, so it may use what a package hides.
final class CompiledSources implements AutoCloseable {
    private static final String CLASS_PATH = System.getProperty("java.class.path");
    private static final Pattern PACKAGE = Pattern.compile("(?m)^package ([a-z.]+);");
    private static final Pattern NAME = Pattern.compile("(?m)^(?:final )?class (\\w+)");

    private final URLClassLoader loader;

    private CompiledSources(URLClassLoader loader) {
        this.loader = loader;
    }

    /// @param into an empty folder
    /// @param sources whole files; warnings are errors
    static CompiledSources of(Path into, List<String> sources) throws MalformedURLException {
        var messages = new StringWriter();
        var options =
                List.of(
                        "-Xlint:all",
                        "-Werror",
                        "-proc:none",
                        "-d",
                        into.toString(),
                        "-cp",
                        CLASS_PATH);
        var compiled =
                ToolProvider.getSystemJavaCompiler()
                        .getTask(
                                messages,
                                null,
                                null,
                                options,
                                null,
                                sources.stream().map(Source::new).toList())
                        .call();
        assertThat(compiled).as(messages.toString()).isTrue();
        var places = new ArrayList<URL>();
        places.add(into.toUri().toURL());
        for (var place : CLASS_PATH.split(File.pathSeparator, -1)) {
            places.add(Path.of(place).toUri().toURL());
        }
        return new CompiledSources(
                new URLClassLoader(
                        places.toArray(URL[]::new), ClassLoader.getPlatformClassLoader()));
    }

    Class<?> type(String name) throws ClassNotFoundException {
        return loader.loadClass(name);
    }

    /// The tests of a class, each on a subject of its own.
    Stream<DynamicTest> tests(String name) throws ClassNotFoundException {
        var type = type(name);
        return Arrays.stream(type.getMethods())
                .filter(method -> isMarked(method, "Test"))
                .map(test -> DynamicTest.dynamicTest(test.getName(), () -> run(type, test)));
    }

    private static void run(Class<?> type, Method test) throws Throwable {
        var constructor = type.getDeclaredConstructor();
        constructor.setAccessible(true);
        var subject = constructor.newInstance();
        try {
            test.setAccessible(true);
            test.invoke(subject);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        } finally {
            for (var after : type.getDeclaredMethods()) {
                if (isMarked(after, "AfterEach")) {
                    after.setAccessible(true);
                    after.invoke(subject);
                }
            }
        }
    }

    /// By name: the annotation was loaded anew too.
    private static boolean isMarked(Method method, String annotation) {
        return Arrays.stream(method.getAnnotations())
                .anyMatch(mark -> mark.annotationType().getSimpleName().equals(annotation));
    }

    @Override
    public void close() throws IOException {
        loader.close();
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String text) {
            super(URI.create("string:///" + path(text)), JavaFileObject.Kind.SOURCE);
            this.text = text;
        }

        private static String path(String text) {
            var folder = PACKAGE.matcher(text);
            var name = NAME.matcher(text);
            assertThat(name.find()).as("a class in: " + text).isTrue();
            return (folder.find() ? folder.group(1).replace('.', '/') + "/" : "")
                    + name.group(1)
                    + ".java";
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
