package dev.bestcode.benchmarks;

import dev.bestcode.api.kernel.Retention;
import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.message.Message;
import dev.bestcode.api.security.Access;
import dev.bestcode.api.security.AccessPolicy;
import dev.bestcode.api.security.Permission;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;

/// The table of one profile with one organism: outside to caller, caller to echo.
final class EchoRoutes implements AccessPolicy {
    static final String PROFILE = "bench";

    private static final Access ALLOWED = new Access.Allowed(Permission.AUTO);
    private static final Sha256 RIGHTS = Sha256.of(PROFILE.getBytes(StandardCharsets.UTF_8));

    private final Map<Route, Access> table =
            Map.of(
                    new Route(Message.USER, EchoCaller.NAME), ALLOWED,
                    new Route(EchoCaller.NAME, EchoCaller.Echo.NAME), ALLOWED);

    private record Route(String sender, String listener) {}

    @Override
    public Access request(String profile, String sender, String listener, String tag) {
        var route = new Route(sender, listener);
        return table.getOrDefault(route, new Access.NoRoute("no route to " + listener));
    }

    @Override
    public Access answer(String profile, String listener) {
        return ALLOWED;
    }

    @Override
    public Set<String> profiles() {
        return Set.of(PROFILE);
    }

    @Override
    public Set<String> reachable(String profile, String sender) {
        return Set.of();
    }

    @Override
    public Sha256 rights(String profile) {
        return RIGHTS;
    }

    @Override
    public Retention retention(String profile) {
        return new Retention.Forever();
    }
}
