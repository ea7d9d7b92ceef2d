import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/// Part of the build: gives the classes of a jar that were compiled for Java 5 the form of Java 8,
/// which says what a verifier would have to find out. The JVM keeps no older class in its AOT
/// cache, but parses and verifies it at each start. What the classes do is the same. Done once more
/// it changes nothing.
final class NewerClasses {
    private static final int MAGIC_AND_MINOR = 6;

    private NewerClasses() {}

    public static void main(String[] jars) throws IOException {
        for (var jar : jars) {
            renew(Path.of(jar));
        }
    }

    private static void renew(Path jar) throws IOException {
        var renewed = jar.resolveSibling(jar.getFileName() + ".new");
        int changed = 0;
        try (var in = new ZipFile(jar.toFile());
                var loader = new URLClassLoader(new URL[] {jar.toUri().toURL()});
                var out = new ZipOutputStream(Files.newOutputStream(renewed))) {
            var classes =
                    ClassFile.of(
                            StackMapsOption.GENERATE_STACK_MAPS,
                            ClassHierarchyResolverOption.of(
                                    ClassHierarchyResolver.ofResourceParsing(loader)));
            for (var entry : Collections.list(in.entries())) {
                byte[] bytes = in.getInputStream(entry).readAllBytes();
                if (entry.getName().endsWith(".class")
                        && version(bytes) < ClassFile.JAVA_6_VERSION) {
                    bytes = renewed(classes, bytes);
                    changed++;
                }
                var copy = new ZipEntry(entry.getName());
                copy.setTime(entry.getTime());
                out.putNextEntry(copy);
                out.write(bytes);
                out.closeEntry();
            }
        }
        if (changed > 0) {
            Files.move(renewed, jar, StandardCopyOption.ATOMIC_MOVE);
        } else {
            Files.delete(renewed);
        }
    }

    private static int version(byte[] classFile) {
        return Short.toUnsignedInt(ByteBuffer.wrap(classFile).getShort(MAGIC_AND_MINOR));
    }

    private static byte[] renewed(ClassFile classes, byte[] old) {
        var bodies =
                ClassTransform.transformingMethodBodies(
                        (builder, element) -> builder.with(element));
        var version =
                ClassTransform.ACCEPT_ALL.andThen(
                        (builder, element) -> {
                            if (element instanceof ClassFileVersion) {
                                builder.withVersion(ClassFile.JAVA_8_VERSION, 0);
                            } else {
                                builder.with(element);
                            }
                        });
        return classes.transformClass(classes.parse(old), bodies.andThen(version));
    }
}
