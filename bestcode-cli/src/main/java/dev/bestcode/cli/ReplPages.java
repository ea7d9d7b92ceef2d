package dev.bestcode.cli;

import dev.bestcode.api.kernel.SegmentRow;
import dev.bestcode.api.kernel.Tier;
import dev.bestcode.api.llm.Effort;
import dev.bestcode.api.organism.ProfileSpec;
import dev.bestcode.runtime.SystemTools;
import dev.bestcode.tools.NativeTools;
import dev.bestcode.tools.Workspace;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/// What the conversation answers about itself, line by line; safe for a terminal.
record ReplPages(SystemOptions system, Map<String, String> environment, String profile) {
    /// The newest of each tier.
    private static final int SEGMENTS_MAX = 10;

    List<String> runs() throws IOException {
        return lines((state, out) -> RunList.of(state).show(ListOutput.text, out, out));
    }

    List<String> approvals() throws IOException {
        return lines((state, out) -> ApprovalList.of(state).show(ListOutput.text, out, out));
    }

    private List<String> lines(BiConsumer<Path, PrintStream> page) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
            page.accept(system.state.directory(environment), out);
        }
        return bytes.toString(StandardCharsets.UTF_8).lines().toList();
    }

    String model(Optional<String> chosen, Spending spending) {
        return spending.model()
                .or(() -> chosen)
                .or(system.models::name)
                .map(name -> Printable.line(name, 80))
                .orElse("the one that the organism names; 'bestcode models' lists what there is");
    }

    String effort(Optional<Effort> chosen) {
        return chosen.or(system.models.effort::chosen)
                .map(Effort::word)
                .orElse("the one that the organism says, else the model's own default");
    }

    /// @throws IllegalArgumentException when there is none of that name
    static Effort requireEffort(String word) {
        return Effort.ofWord(word)
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "effort is " + EffortOption.problem(word).orElse("")));
    }

    private List<String> profileNames() throws IOException {
        return ProjectOrganism.of(system.organism, system.state.workspace)
                .organism()
                .profiles()
                .stream()
                .map(ProfileSpec::name)
                .toList();
    }

    String profiles() throws IOException {
        return profileNames().stream()
                .map(name -> name.equals(profile) ? name + " (this one)" : name)
                .collect(Collectors.joining(", "));
    }

    /// @throws IllegalArgumentException when there is none of that name
    String requireProfile(String name) throws IOException {
        if (!profileNames().contains(name)) {
            throw new IllegalArgumentException(
                    "there is no profile '%s'; there are %s".formatted(name, profileNames()));
        }
        return name;
    }

    List<String> tools() throws IOException {
        var organism = ProjectOrganism.of(system.organism, system.state.workspace).organism();
        var all =
                SystemTools.of(
                        organism,
                        NativeTools.in(Workspace.at(system.state.workspace)),
                        ComponentTools.of(organism, environment));
        var reachable = all.reachable(profile);
        return all.all().stream()
                .filter(tool -> reachable.contains(tool.id()))
                .map(ToolLines::text)
                .toList();
    }

    static List<String> context(Conversation conversation) {
        var thread = conversation.thread();
        if (thread.isEmpty()) {
            return List.of("Nothing has been said yet.");
        }
        var segments = conversation.os().state().contexts().segments(thread.get().id());
        var lines = new ArrayList<String>();
        for (var tier : Tier.values()) {
            var pages = segments.stream().filter(page -> page.tier() == tier).toList();
            long tokens = pages.stream().mapToLong(SegmentRow::tokens).sum();
            lines.add(
                    "%-9s %,8d tokens in %d pages"
                            .formatted(TierNames.of(tier), tokens, pages.size()));
            pages.stream()
                    .skip(Math.max(0, pages.size() - SEGMENTS_MAX))
                    .map(
                            page ->
                                    "  #%-6s %,8d %s%s"
                                            .formatted(
                                                    page.id(),
                                                    page.tokens(),
                                                    Printable.line(page.tag(), 40),
                                                    page.pinned() ? ", pinned" : ""))
                    .forEach(lines::add);
        }
        return lines;
    }
}
