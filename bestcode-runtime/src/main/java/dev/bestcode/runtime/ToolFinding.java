package dev.bestcode.runtime;

import dev.bestcode.api.embedding.TextIndex;
import dev.bestcode.api.kernel.KernelState;
import dev.bestcode.api.organism.ListenerSpec;
import dev.bestcode.api.organism.Predeclared;
import dev.bestcode.api.security.Rights;
import dev.bestcode.api.tool.ToolCatalog;
import dev.bestcode.api.tool.ToolPeer;
import dev.bestcode.routing.FindTool;
import dev.bestcode.routing.FormModel;
import dev.bestcode.routing.RoutedTool;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Which tools an agent is shown, and how it finds the others.
///
/// Who reaches `find-tool` is shown it and the predeclared tools alone, however many there are:
/// the list of a run never changes, and what was added to the system costs the prompt nothing.
final class ToolFinding {
    private static final Set<String> ALWAYS_SHOWN =
            Predeclared.LISTENERS.stream().map(ListenerSpec::name).collect(Collectors.toSet());

    private final Map<String, ToolPeer> tools;
    private final Optional<FindTool> findTool;
    private final ToolPeer recall;
    private final boolean skills;

    /// @param state of the kernel whose journal has past requests
    /// @param finds whether any profile holds `find-tool`; where none does, nothing is indexed
    /// @param index empty, which they are found by
    /// @param recall the librarian's tool
    /// @param skills whether there is any; else their tool is not shown, and costs no request
    ///     anything
    /// @param small fills forms that the request does not fill literally, if there is one
    ToolFinding(
            Map<String, ToolPeer> tools,
            Supplier<KernelState> state,
            boolean finds,
            TextIndex index,
            ToolPeer recall,
            Optional<SmallModel> small,
            boolean skills) {
        this.tools = tools;
        this.skills = skills;
        this.recall = recall;
        this.findTool = finds ? Optional.of(findTool(state, index, small)) : Optional.empty();
    }

    private FindTool findTool(
            Supplier<KernelState> state, TextIndex index, Optional<SmallModel> small) {
        var router =
                SystemTools.router(
                        tools.values().stream()
                                .map(tool -> RoutedTool.of(tool.descriptor()))
                                .toList(),
                        index,
                        ladder(small));
        var memory = new JournalMemory(router, state);
        return FindTool.over(
                router,
                (rights, caller) -> {
                    memory.readOnce();
                    return findable(rights, caller);
                });
    }

    /// A second try reads what was wrong with the first.
    private static List<FormModel> ladder(Optional<SmallModel> small) {
        return small.<List<FormModel>>map(model -> List.of(model, model)).orElse(List.of());
    }

    /// Empty when no profile holds it.
    Optional<FindTool> findTool() {
        return findTool;
    }

    ToolCatalog catalog() {
        return this::offered;
    }

    private List<ToolPeer> offered(Rights rights, String listener) {
        var reachable = rights.reachable(listener);
        boolean finds = reachable.contains(Predeclared.FIND_TOOL);
        var offered = new ArrayList<ToolPeer>(reachable.size());
        for (var name : reachable) {
            boolean shown = !finds || ALWAYS_SHOWN.contains(name);
            if (shown && (skills || !name.equals(Predeclared.SKILL))) {
                peer(name).ifPresent(offered::add);
            }
        }
        return Collections.unmodifiableList(offered);
    }

    private Optional<? extends ToolPeer> peer(String name) {
        return switch (name) {
            case Predeclared.FIND_TOOL -> findTool;
            case Predeclared.RECALL -> Optional.of(recall);
            default -> Optional.ofNullable(tools.get(name));
        };
    }

    /// What `find-tool` may send to and its caller could send to itself.
    private static Set<String> findable(Rights rights, String caller) {
        var found = rights.reachable(Predeclared.FIND_TOOL);
        if (caller.isEmpty()) {
            return found;
        }
        var names = new LinkedHashSet<>(found);
        names.retainAll(rights.reachable(caller));
        return names;
    }
}
