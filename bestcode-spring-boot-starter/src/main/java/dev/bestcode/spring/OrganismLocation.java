package dev.bestcode.spring;

import dev.bestcode.organism.OrganismFile;
import dev.bestcode.organism.OrganismYaml;
import dev.bestcode.spring.SettingsException.Problem;

import org.springframework.core.io.ResourceLoader;
import org.springframework.util.ResourceUtils;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Where the organism file is: a path, or a resource.
final class OrganismLocation {
    private OrganismLocation() {}

    /// @param location empty for the built-in organism
    static OrganismFile read(Optional<String> location, ResourceLoader resources) {
        return location.map(it -> read(it, resources))
                .orElseGet(() -> OrganismFile.built(OrganismYaml.builtIn()));
    }

    private static OrganismFile read(String location, ResourceLoader resources) {
        if (!ResourceUtils.isUrl(location)) {
            return OrganismYaml.open(Path.of(location));
        }
        var resource = resources.getResource(location);
        try {
            if (resource.isFile()) {
                return OrganismYaml.open(resource.getFile().toPath());
            }
            // Inside a jar; files that it names are looked up in the working directory.
            var text = resource.getContentAsString(StandardCharsets.UTF_8);
            return OrganismFile.built(OrganismYaml.parse(text, Path.of("")));
        } catch (IOException e) {
            throw new SettingsException(
                    List.of(
                            new Problem(
                                    "bestcode.organism is '%s', which cannot be read: %s"
                                            .formatted(location, e.getMessage()),
                                    "Set bestcode.organism to a path, or to a resource such as classpath:organism.yaml.")));
        }
    }
}
