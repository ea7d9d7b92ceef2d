package dev.bestcode.benchmarks;

import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.Retention;
import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.message.Message;
import dev.bestcode.api.security.Access;
import dev.bestcode.api.security.AccessPolicy;
import dev.bestcode.api.security.Permission;
import dev.bestcode.api.security.Rights;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The table of one profile with one organism: outside to caller, caller to echo.
final class EchoRoutes implements AccessPolicy {
    static final String PROFILE = "bench";

    private static final Rights TABLE = new Table();

    @Override
    public Set<String> profiles() {
        return Set.of(PROFILE);
    }

    @Override
    public Rights rights(String profile) {
        return TABLE;
    }

    @Override
    public Rights effective(String profile, Rights frozen) {
        return frozen;
    }

    @Override
    public Rights thaw(String profile, Bytes canonical) {
        return TABLE;
    }

    @Override
    public Retention retention(String profile) {
        return new Retention.Forever();
    }

    private record Route(String sender, String listener) {}

    private static final class Table implements Rights {
        private static final Access ALLOWED = new Access.Allowed(Permission.AUTO);
        private static final Bytes CANONICAL = Bytes.ofUtf8(PROFILE);
        private static final Sha256 SHA256 = CANONICAL.sha256();

        private final Map<Route, Access> routes =
                Map.of(
                        new Route(Message.USER, EchoCaller.NAME), ALLOWED,
                        new Route(EchoCaller.NAME, EchoCaller.Echo.NAME), ALLOWED);

        @Override
        public Access request(String sender, String listener, String tag) {
            var route = new Route(sender, listener);
            return routes.getOrDefault(route, new Access.NoRoute("no route to " + listener));
        }

        @Override
        public Access answer(String listener) {
            return ALLOWED;
        }

        @Override
        public Set<String> reachable(String sender) {
            return Set.of();
        }

        @Override
        public Map<String, Optional<Sha256>> commands() {
            return Map.of();
        }

        @Override
        public Bytes canonical() {
            return CANONICAL;
        }

        @Override
        public Sha256 sha256() {
            return SHA256;
        }
    }
}
