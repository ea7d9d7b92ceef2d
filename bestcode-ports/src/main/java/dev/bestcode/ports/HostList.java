package dev.bestcode.ports;

import dev.bestcode.api.organism.PortSpec;

import java.net.URI;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Where one user of the network may connect to: exact hosts with exact ports, no patterns.
/// An empty list allows nothing.
public final class HostList {
    /// How far the word of whoever wrote an entry goes.
    enum Standing {
        /// A name on a list: public addresses only, whatever it resolves to.
        LISTED,
        /// A name that a person typed as the place to go to: their own machine and networks too.
        TYPED
    }

    private final Map<Target, Standing> targets;
    private final boolean plainOnly;

    private HostList(Map<Target, Standing> targets, boolean plainOnly) {
        this.plainOnly = plainOnly;
        this.targets = Collections.unmodifiableMap(new LinkedHashMap<>(targets));
    }

    /// What these declarations open for connections of TCP. A host that is an address is named as
    /// such, private or not; a name reaches public addresses only, but for `localhost`.
    public static HostList of(Collection<PortSpec> ports) {
        var targets = new LinkedHashMap<Target, Standing>();
        for (var spec : ports) {
            if (isOutboundTcp(spec)) {
                spec.hosts()
                        .forEach(
                                host ->
                                        targets.put(
                                                new Target(Host.parse(host), spec.port()),
                                                Standing.LISTED));
            }
        }
        boolean plainOnly =
                ports.stream()
                        .filter(HostList::isOutboundTcp)
                        .allMatch(spec -> spec.protocol() == PortSpec.Protocol.HTTP);
        return new HostList(targets, plainOnly);
    }

    /// The one place that requests go to.
    /// @param typed whether a person named it; then it may be on their own machine or network
    /// @throws IllegalArgumentException when it is no URL of `http` or `https` with an exact host
    public static HostList toward(URI destination, boolean typed) {
        return new HostList(
                Map.of(Target.of(destination), typed ? Standing.TYPED : Standing.LISTED),
                destination.getScheme().equalsIgnoreCase("http"));
    }

    private static boolean isOutboundTcp(PortSpec spec) {
        return spec.direction() == PortSpec.Direction.OUTBOUND
                && spec.protocol() != PortSpec.Protocol.UDP;
    }

    /// Whether nothing on it is spoken to with TLS.
    boolean plainOnly() {
        return plainOnly;
    }

    Optional<Standing> standing(Target target) {
        return Optional.ofNullable(targets.get(target));
    }

    /// The hosts with their ports, for a message.
    @Override
    public String toString() {
        return targets.isEmpty()
                ? "nothing"
                : targets.keySet().stream().map(Target::toString).collect(Collectors.joining(", "));
    }
}
