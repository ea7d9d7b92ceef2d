package dev.bestcode.api.message;

import dev.bestcode.api.json.JsonArray;
import dev.bestcode.api.json.JsonString;

import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Where the bytes of a message came from: whoever made it, and all that its thread had read before
/// it was made, however many hops ago. The pipeline stamps it; a handler can add to it and never
/// take away. Empty means that nobody stamped it, so take it as untrusted.
/// @param sources sorted; at most [#SOURCES_MAX]
public record Provenance(Set<Source> sources) {
    public static final Provenance EMPTY = new Provenance(Set.of());

    /// Past it the kind with the most names is written as one, `*`: a thread that reads a thousand
    /// files has read "files", and its record stays below 16 KiB.
    public static final int SOURCES_MAX = 64;

    public Provenance {
        sources = Collections.unmodifiableSet(new LinkedHashSet<>(bounded(sources)));
    }

    public static Provenance of(Source... sources) {
        return EMPTY.with(List.of(sources));
    }

    /// Both together. The same object when the other adds nothing.
    public Provenance with(Provenance other) {
        return with(other.sources);
    }

    public Provenance with(Collection<Source> more) {
        for (var source : more) {
            if (!has(source)) {
                var both = new LinkedHashSet<>(sources);
                both.addAll(more);
                return new Provenance(both);
            }
        }
        return this;
    }

    /// Whether it holds this very source, or its kind as a whole.
    public boolean has(Source source) {
        return sources.contains(source) || sources.contains(Source.any(source.kind()));
    }

    /// Whether anything of that kind is in it.
    public boolean has(Source.Kind kind) {
        return sources.stream().anyMatch(source -> source.kind() == kind);
    }

    /// Its sources as `kind:name`, sorted.
    public JsonArray toJson() {
        return JsonArray.ofStrings(sources.stream().map(Source::toString).toList());
    }

    /// @throws IllegalArgumentException when it is not the JSON of one
    public static Provenance from(JsonArray json) {
        var sources = new LinkedHashSet<Source>();
        for (var value : json.values()) {
            if (!(value instanceof JsonString(var text))) {
                throw new IllegalArgumentException("a source must be a string; got " + value);
            }
            sources.add(Source.parse(text));
        }
        return new Provenance(sources);
    }

    private static TreeSet<Source> bounded(Collection<Source> sources) {
        var bounded = new TreeSet<>(sources);
        for (var source : sources) {
            if (source.isAny()) {
                dropNames(bounded, source.kind());
            }
        }
        while (bounded.size() > SOURCES_MAX) {
            var most =
                    Collections.max(
                            List.of(Source.Kind.values()),
                            Comparator.comparingLong(kind -> count(bounded, kind)));
            dropNames(bounded, most);
            bounded.add(Source.any(most));
        }
        return bounded;
    }

    private static void dropNames(TreeSet<Source> sources, Source.Kind kind) {
        sources.removeIf(source -> source.kind() == kind && !source.isAny());
    }

    private static long count(TreeSet<Source> sources, Source.Kind kind) {
        return sources.stream().filter(source -> source.kind() == kind).count();
    }
}
