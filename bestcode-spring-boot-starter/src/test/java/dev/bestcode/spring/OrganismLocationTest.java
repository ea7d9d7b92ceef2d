package dev.bestcode.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestcode.api.organism.Organism;
import dev.bestcode.organism.OrganismYaml;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.io.DefaultResourceLoader;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

class OrganismLocationTest {
    private static final String TEXT =
            "organism: {name: desk}\nprofiles: {p: {listeners: [coder]}}\n";

    @TempDir private Path folder;

    /// One that needs nothing else.
    static Organism withoutTools() {
        return OrganismYaml.parse(TEXT, Path.of(""));
    }

    private static String nameAt(String location, ClassLoader classes) {
        var loader = new DefaultResourceLoader(classes);
        return OrganismLocation.read(Optional.of(location), loader).organism().name();
    }

    private static String nameAt(String location) {
        return nameAt(location, OrganismLocationTest.class.getClassLoader());
    }

    @Test
    void pathsAndResourcesAreRead() throws IOException {
        var file = Files.writeString(folder.resolve("organism.yaml"), TEXT);

        assertThat(nameAt(file.toString())).isEqualTo("desk");
        assertThat(nameAt(file.toUri().toString())).isEqualTo("desk");
        try (var classes = classesAt(folder.toUri())) {
            assertThat(nameAt("classpath:organism.yaml", classes)).isEqualTo("desk");
        }
    }

    @Test
    void oneInsideAJarIsRead() throws IOException {
        var jar = folder.resolve("application.jar");
        try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new JarEntry("organism.yaml"));
            out.write(TEXT.getBytes(StandardCharsets.UTF_8));
        }
        try (var classes = classesAt(jar.toUri())) {
            assertThat(nameAt("classpath:organism.yaml", classes)).isEqualTo("desk");
        }
    }

    @Test
    void whatIsNotThereIsNamed() {
        assertThatThrownBy(() -> nameAt("classpath:nowhere.yaml"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("bestcode.organism is 'classpath:nowhere.yaml'");
        assertThatThrownBy(() -> nameAt(folder.resolve("nowhere.yaml").toString()))
                .hasMessageContaining("nowhere.yaml");
    }

    @Test
    void whereNothingIsSaidItIsTheBuiltInOne() {
        var organism =
                OrganismLocation.read(Optional.empty(), new DefaultResourceLoader()).organism();

        assertThat(organism).isEqualTo(OrganismYaml.builtIn());
    }

    private static URLClassLoader classesAt(URI place) throws IOException {
        return new URLClassLoader(new URL[] {place.toURL()}, null);
    }
}
