package dev.bestcode.organism;

import dev.bestcode.api.kernel.Retention;
import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.organism.ListenerSpec;
import dev.bestcode.api.organism.Predeclared;
import dev.bestcode.api.organism.ProfileSpec;
import dev.bestcode.api.organism.SandboxSpec;
import dev.bestcode.api.organism.SandboxSpec.Walls;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads one entry of `profiles`, when all listeners are known.
final class ProfileReader {
    private final Scope scope;

    ProfileReader(Scope scope) {
        this.scope = scope;
    }

    ProfileSpec read(String name, Fields profile) {
        var what = "profile " + Shown.quoted(name);
        var listeners = listeners(what, profile);
        checkPermissions(what, profile, listeners);
        var network = network(what, profile, listeners);
        var commands = new LinkedHashMap<String, Optional<Sha256>>();
        profile.items("commands").forEach(command -> command(command, commands));
        var pins = new LinkedHashMap<String, Sha256>();
        commands.forEach((program, pin) -> pin.ifPresent(hash -> pins.put(program, hash)));
        return new ProfileSpec(
                name,
                listeners,
                AgentReader.permissions(profile.fields("permissions")),
                List.copyOf(commands.keySet()),
                retention(profile),
                pins,
                network,
                profile.text("linux_user"),
                sandbox(profile),
                AgentReader.budget(profile.fields("budget")));
    }

    private List<String> listeners(String what, Fields profile) {
        if (profile.text("listeners").isPresent()) { // the word 'all'
            return List.copyOf(scope.declared().listenerNames());
        }
        for (var listener : profile.texts("listeners")) {
            scope.declared().useListener(scope.place(listener.at()), listener.text(), what);
        }
        return profile.words("listeners");
    }

    private void checkPermissions(String what, Fields profile, List<String> listeners) {
        var named = new ArrayList<Value.Text>();
        profile.fields("permissions")
                .map(Fields::byName)
                .orElse(Map.of())
                .forEach((name, field) -> named.add(new Value.Text(field.key(), name)));
        named.removeIf(name -> scope.declared().isToolOf(name.text(), listeners));
        scope.among(
                named,
                listeners,
                it ->
                        "permission for %s, which %s does not list as a listener"
                                .formatted(it, what));
    }

    /// A name in it that opens nothing would look like a right, so it is refused.
    private List<String> network(String what, Fields profile, List<String> listeners) {
        var reachable = new ArrayList<>(listeners);
        reachable.add(Predeclared.LLM_POOL);
        scope.among(
                profile.texts("network"),
                reachable,
                it -> "network names %s, which %s does not list as a listener".formatted(it, what));
        for (var name : profile.texts("network")) {
            var spec = scope.declared().listener(name.text());
            if (listeners.contains(name.text())
                    && spec.map(ListenerSpec::ports).filter(List::isEmpty).isPresent()
                    && !name.text().equals(Predeclared.LLM_POOL)) {
                scope.report(
                        name.at(),
                        "network names %s, which declares no ports; give it 'ports'"
                                .formatted(Shown.quoted(name.text())));
            }
        }
        return profile.words("network");
    }

    private void command(Value command, Map<String, Optional<Sha256>> commands) {
        var program =
                switch (command) {
                    case Value.Text(_, var name) -> Optional.of(name);
                    case Fields block -> block.text("program");
                    case Value.Whole _, Value.Amount _, Value.Flag _, Value.Items _ ->
                            Optional.<String>empty(); // not of the table's shape
                };
        var pin =
                command instanceof Fields block
                        ? block.text("sha256").map(Sha256::new)
                        : Optional.<Sha256>empty();
        if (program.isPresent() && commands.putIfAbsent(program.get(), pin) != null) {
            scope.report(
                    command.at(), "program " + Shown.quoted(program.get()) + " is listed twice");
        }
    }

    private static Retention retention(Fields profile) {
        var days = profile.fields("journal").map(journal -> journal.whole("retain_days"));
        if (days.isPresent() && days.get().isPresent()) {
            return new Retention.Days(days.get().getAsInt());
        }
        boolean pruned =
                profile.text("journal").filter(ProfileVocabulary.ON_DELIVERY::equals).isPresent();
        return pruned ? new Retention.PruneOnDelivery() : new Retention.Forever();
    }

    private static SandboxSpec sandbox(Fields profile) {
        var block = profile.fields("sandbox");
        var walls = block.map(it -> it.text("walls")).orElseGet(() -> profile.text("sandbox"));
        return new SandboxSpec(
                Constants.of(Walls.class, walls).orElse(SandboxSpec.DEFAULT.walls()),
                block.map(it -> it.words("read")).orElse(List.of()),
                block.map(it -> it.words("write")).orElse(List.of()),
                block.map(it -> it.words("env")).orElse(List.of()));
    }
}
