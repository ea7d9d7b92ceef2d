package dev.bestcode.ports;

import dev.bestcode.api.organism.ListenerSpec;
import dev.bestcode.api.organism.Organism;
import dev.bestcode.api.organism.PortSpec;
import dev.bestcode.api.organism.ProfileSpec;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/// What an organism's listeners declare of ports, and what of it a profile opens: the ports of
/// those of its listeners that its `network` names.
public final class PortManager {
    private final Organism organism;

    private PortManager(Organism organism) {
        this.organism = organism;
    }

    public static PortManager of(Organism organism) {
        return new PortManager(organism);
    }

    /// One listener's use of one port.
    record Use(String listener, PortSpec port) {}

    /// Every pair of declarations that cannot both stand, as sentences; empty when all can. Two
    /// listeners cannot both be connected to at one port of one transport. Going out from many
    /// listeners to one port is no conflict, nor is a port in both directions, nor one declared
    /// twice by its own listener, unless with two protocols.
    public List<String> conflicts() {
        var first = new LinkedHashMap<String, Use>();
        var conflicts = new ArrayList<String>();
        for (var listener : organism.effectiveListeners()) {
            for (var port : listener.ports()) {
                if (port.direction() == PortSpec.Direction.INBOUND) {
                    var use = new Use(listener.name(), port);
                    var other = first.putIfAbsent(port.port() + transport(port), use);
                    if (other != null && !isSame(other, use)) {
                        conflicts.add(sentence(other, use));
                    }
                }
            }
        }
        return conflicts;
    }

    /// Where a listener may connect to under a profile; nowhere unless the profile opens its ports.
    /// @throws IllegalArgumentException when there is no such profile
    public HostList hosts(String profile, String listener) {
        return HostList.of(
                uses(profile).stream()
                        .filter(use -> use.listener().equals(listener))
                        .map(Use::port)
                        .toList());
    }

    /// The ports that a profile opens, a line each, for a person.
    /// @throws IllegalArgumentException when there is no such profile
    public List<String> lines(String profile) {
        return uses(profile).stream().map(PortManager::line).toList();
    }

    /// The same for `nft -f`, to be enforced outside of this process too.
    /// @param user who the profile's commands run as
    /// @param resolver asked once for each name
    /// @throws IllegalArgumentException when there is no such profile, or the user's name is none
    /// @throws java.io.UncheckedIOException when a name is not found or is not at a public address
    public String nftables(String profile, String user, HostResolver resolver) {
        return new NftablesText(profile, user, uses(profile), resolver).text();
    }

    /// The profile of that name.
    /// @throws IllegalArgumentException when there is none
    public ProfileSpec profile(String name) {
        return organism.profile(name)
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "there is no profile '%s'; there are %s"
                                                .formatted(
                                                        name,
                                                        organism.profiles().stream()
                                                                .map(ProfileSpec::name)
                                                                .toList())));
    }

    private List<Use> uses(String profileName) {
        var profile = profile(profileName);
        var uses = new ArrayList<Use>();
        for (var listener : organism.effectiveListeners()) {
            if (isOpen(profile, listener)) {
                listener.ports().forEach(port -> uses.add(new Use(listener.name(), port)));
            }
        }
        return uses;
    }

    private static boolean isOpen(ProfileSpec profile, ListenerSpec listener) {
        return profile.listeners().contains(listener.name())
                && profile.network().contains(listener.name());
    }

    private static String line(Use use) {
        var port = use.port();
        boolean outbound = port.direction() == PortSpec.Direction.OUTBOUND;
        var hosts = port.hosts().isEmpty() ? "this machine" : String.join(", ", port.hosts());
        return "%s  %s  %s %d  %s %s"
                .formatted(
                        use.listener(),
                        port.direction().word(),
                        port.protocol().word(),
                        port.port(),
                        outbound ? "to" : "from",
                        hosts);
    }

    private static boolean isSame(Use other, Use use) {
        return other.listener().equals(use.listener())
                && other.port().protocol() == use.port().protocol();
    }

    /// TCP and UDP have a port of each number each.
    static String transport(PortSpec port) {
        return switch (port.protocol()) {
            case HTTP, HTTPS, TCP -> "tcp";
            case UDP -> "udp";
        };
    }

    private static String sentence(Use other, Use use) {
        return other.listener().equals(use.listener())
                ? "listener '%s' declares inbound port %d as %s and as %s; keep one"
                        .formatted(
                                other.listener(),
                                other.port().port(),
                                other.port().protocol().word(),
                                use.port().protocol().word())
                : "listeners '%s' and '%s' both declare inbound %s port %d; give one of them another port"
                        .formatted(
                                other.listener(),
                                use.listener(),
                                transport(other.port()),
                                other.port().port());
    }
}
