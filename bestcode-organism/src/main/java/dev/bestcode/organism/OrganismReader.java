package dev.bestcode.organism;

import dev.bestcode.api.organism.Organism;
import dev.bestcode.api.organism.ProfileSpec;

import org.yaml.snakeyaml.nodes.Node;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads the root of an organism file. Each part reports its own mistakes and goes on, so that one
/// reading finds them all.
final class OrganismReader {
    private final Problems problems;
    private final PromptFiles promptFiles;
    private final String defaultName;
    private final Values values;
    private final References references;

    OrganismReader(Problems problems, PromptFiles promptFiles, String defaultName) {
        this.problems = problems;
        this.promptFiles = promptFiles;
        this.defaultName = defaultName;
        this.values = new Values(problems);
        this.references = new References(problems);
    }

    /// @throws OrganismException when there is any problem
    Organism read(Node root) {
        if (Values.kind(root).equals("nothing")) {
            throw problems.fatal(
                    Position.of(root), "is empty; a complete file has at least the key 'profiles'");
        }
        var file = Section.open(root, "the file", Vocabulary.FILE_KEYS, problems);
        var organism = Organism.named(file.flatMap(this::name).orElse(defaultName));
        file.ifPresent(section -> read(section, organism));
        references.check();
        problems.throwIfAny();
        return organism.build();
    }

    private void read(Section file, Organism.Builder organism) {
        file.optional("version").ifPresent(this::checkVersion);
        file.optional("prompts").map(this::prompts).orElse(Map.of()).forEach(organism::prompt);
        var listeners = new ListenerReader(problems, references);
        file.optional("listeners").map(values::list).orElse(List.of()).stream()
                .flatMap(node -> listeners.read(node).stream())
                .forEach(organism::listener);
        file.required("profiles").map(this::profiles).orElse(List.of()).forEach(organism::profile);
    }

    private void checkVersion(Node node) {
        var version = values.integer("version", node, 0);
        if (version.isPresent() && version.getAsInt() != Vocabulary.VERSION) {
            problems.add(
                    node,
                    "version is %d; this version of BestCode reads %d"
                            .formatted(version.getAsInt(), Vocabulary.VERSION));
        }
    }

    private Optional<String> name(Section file) {
        return file.optional("organism")
                .flatMap(n -> Section.open(n, "organism", Vocabulary.ORGANISM_KEYS, problems))
                .flatMap(section -> section.optional("name"))
                .flatMap(values::text);
    }

    private Map<String, String> prompts(Node node) {
        var prompts = new LinkedHashMap<String, String>();
        for (var entry : values.entries(node)) {
            references.declarePrompt(entry.name());
            if (entry.name().contains("&")) {
                problems.add(entry.key(), "a prompt's name has no '&', which joins prompts");
            }
            values.text(entry.value())
                    .flatMap(text -> promptFiles.resolve(text, entry.value()))
                    .ifPresent(text -> prompts.put(entry.name(), text));
        }
        return prompts;
    }

    private List<ProfileSpec> profiles(Node node) {
        var profiles = new ProfileReader(problems, references);
        var entries = values.entries(node);
        if (entries.isEmpty() && Values.kind(node).equals("a mapping")) {
            problems.add(node, "profiles is empty; nothing may run without one");
        }
        return entries.stream().flatMap(entry -> profiles.read(entry).stream()).toList();
    }
}
