package dev.bestcode.api.organism;

import dev.bestcode.api.kernel.Retention;
import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.security.CommandGrants;
import dev.bestcode.api.security.Permission;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// A named set of rights.
/// @param listeners what is in its dispatch table, in order
/// @param permissions by listener; unlisted is AUTO for pure tools, else PROMPT
/// @param commands programs that `command-exec` may start
/// @param retention how long the content of its runs is kept
/// @param pins by program of `commands`: the only bytes of it that may start
/// @param network listeners of the profile whose ports are open; none opens none. The way of
///     llm-pool to its provider is implied with the profile's agents
/// @param linuxUser who its commands run as; absent is whoever runs the system
/// @param budget of one run
public record ProfileSpec(
        String name,
        List<String> listeners,
        Map<String, Permission> permissions,
        List<String> commands,
        Retention retention,
        Map<String, Sha256> pins,
        List<String> network,
        Optional<String> linuxUser,
        SandboxSpec sandbox,
        BudgetSpec budget) {
    private static final Pattern LINUX_USER = Pattern.compile("[a-z_][a-z0-9_-]{0,31}");

    public ProfileSpec {
        listeners = List.copyOf(listeners);
        permissions = Collections.unmodifiableMap(new LinkedHashMap<>(permissions));
        commands = List.copyOf(commands);
        pins = Collections.unmodifiableMap(new LinkedHashMap<>(pins));
        network = List.copyOf(network);
        for (var program : pins.keySet()) {
            if (!commands.contains(program)) {
                throw new IllegalArgumentException(
                        "profile '%s' pins '%s', which is not among its commands %s"
                                .formatted(name, program, commands));
            }
        }
        if (linuxUser.isPresent() && !isLinuxUser(linuxUser.get())) {
            throw new IllegalArgumentException(
                    "linux_user is '%s'; allowed: %s, and not root"
                            .formatted(linuxUser.get(), LINUX_USER));
        }
    }

    /// A profile that says nothing of pins, network, user, sandbox and budget.
    public ProfileSpec(
            String name,
            List<String> listeners,
            Map<String, Permission> permissions,
            List<String> commands,
            Retention retention) {
        this(
                name,
                listeners,
                permissions,
                commands,
                retention,
                Map.of(),
                List.of(),
                Optional.empty(),
                SandboxSpec.DEFAULT,
                BudgetSpec.UNSTATED);
    }

    /// A profile whose runs are kept for ever.
    public ProfileSpec(
            String name,
            List<String> listeners,
            Map<String, Permission> permissions,
            List<String> commands) {
        this(name, listeners, permissions, commands, new Retention.Forever());
    }

    /// Whether the text is a name that useradd accepts, and not root's.
    public static boolean isLinuxUser(String text) {
        return LINUX_USER.matcher(text).matches() && !text.equals("root");
    }

    /// What its commands may use beside the workspace.
    public CommandGrants commandGrants() {
        return new CommandGrants(
                sandbox.walls() == SandboxSpec.Walls.REQUIRED,
                sandbox.read(),
                sandbox.write(),
                sandbox.env(),
                linuxUser);
    }

    public ProfileSpec withListeners(List<String> names, Map<String, Permission> byListener) {
        return new ProfileSpec(
                name,
                names,
                byListener,
                commands,
                retention,
                pins,
                network,
                linuxUser,
                sandbox,
                budget);
    }

    public ProfileSpec withPins(Map<String, Sha256> byProgram) {
        return with(byProgram, network, linuxUser, sandbox, budget);
    }

    public ProfileSpec withNetwork(List<String> names) {
        return with(pins, names, linuxUser, sandbox, budget);
    }

    public ProfileSpec withLinuxUser(String user) {
        return with(pins, network, Optional.of(user), sandbox, budget);
    }

    public ProfileSpec withSandbox(SandboxSpec walls) {
        return with(pins, network, linuxUser, walls, budget);
    }

    public ProfileSpec withBudget(BudgetSpec ofRun) {
        return with(pins, network, linuxUser, sandbox, ofRun);
    }

    private ProfileSpec with(
            Map<String, Sha256> newPins,
            List<String> newNetwork,
            Optional<String> newUser,
            SandboxSpec newSandbox,
            BudgetSpec newBudget) {
        return new ProfileSpec(
                name,
                listeners,
                permissions,
                commands,
                retention,
                newPins,
                newNetwork,
                newUser,
                newSandbox,
                newBudget);
    }
}
