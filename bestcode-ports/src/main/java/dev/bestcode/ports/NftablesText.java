package dev.bestcode.ports;

import dev.bestcode.api.organism.PortSpec;
import dev.bestcode.api.organism.ProfileSpec;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/// Rules for nftables that give a user what a profile opens and refuse the rest.
///
/// The owner of a socket is known on the way out alone, so what comes in is told apart by its port.
/// nftables knows addresses and no names: each name is resolved once, now, and its addresses are
/// written down. Only checked addresses, numbers and names of a plain alphabet get into the text.
final class NftablesText {
    private static final String INDENT = "        ";

    private final String profile;
    private final String user;
    private final List<PortManager.Use> uses;
    private final HostResolver resolver;

    NftablesText(String profile, String user, List<PortManager.Use> uses, HostResolver resolver) {
        if (!ProfileSpec.isLinuxUser(user)) {
            throw new IllegalArgumentException(
                    "'%s' is no user that rules can be made for; allowed: a name of useradd, not root"
                            .formatted(user));
        }
        this.profile = plain(profile);
        this.user = user;
        this.uses = uses;
        this.resolver = resolver;
    }

    String text() {
        var table = "bestcode_" + profile.replaceAll("[.-]", "_");
        var out = new ArrayList<String>();
        var in = new ArrayList<String>();
        for (var use : uses) {
            switch (use.port().direction()) {
                case OUTBOUND -> out.addAll(outbound(use));
                case INBOUND -> in.addAll(inbound(use));
            }
        }
        return """
                # What profile %1$s opens for user %2$s. Load it with: nft -f FILE
                # Addresses are those that the names had when this was printed; print it again when they move.
                table inet %3$s
                delete table inet %3$s
                table inet %3$s {
                    chain output {
                        type filter hook output priority filter; policy accept;
                        meta skuid != "%2$s" accept
                        oifname "lo" accept comment "to the proxies of this system"
                        ct state established,related accept
                %4$s        counter reject with icmpx type admin-prohibited
                    }

                    chain input {
                        type filter hook input priority filter; policy accept;
                        ct state established,related accept
                %5$s    }
                }
                """
                .formatted(profile, user, table, lines(out), lines(in));
    }

    private List<String> outbound(PortManager.Use use) {
        var rules = new ArrayList<String>();
        for (var host : use.port().hosts()) {
            for (var address : addresses(use, host)) {
                rules.add(
                        "%s daddr %s %s dport %d accept comment \"%s: %s\""
                                .formatted(
                                        family(address),
                                        address.getHostAddress(),
                                        PortManager.transport(use.port()),
                                        use.port().port(),
                                        plain(use.listener()),
                                        plain(host)));
            }
        }
        return rules;
    }

    private List<String> inbound(PortManager.Use use) {
        var port = "%s dport %d".formatted(PortManager.transport(use.port()), use.port().port());
        var rules = new ArrayList<String>();
        rules.add("iifname \"lo\" %s accept".formatted(port));
        for (var host : use.port().hosts()) {
            for (var address : addresses(use, host)) {
                rules.add(
                        "%s saddr %s %s accept comment \"%s: %s\""
                                .formatted(
                                        family(address),
                                        address.getHostAddress(),
                                        port,
                                        plain(use.listener()),
                                        plain(host)));
            }
        }
        rules.add("%s counter drop comment \"%s\"".formatted(port, plain(use.listener())));
        return rules;
    }

    private List<InetAddress> addresses(PortManager.Use use, String text) {
        return switch (Host.parse(text)) {
            case Host.Literal(var address) -> List.of(address);
            case Host.Name(var name) -> resolved(use, name);
        };
    }

    private List<InetAddress> resolved(PortManager.Use use, String name) {
        try {
            var addresses = resolver.resolve(name);
            for (var address : addresses) {
                requirePublic(use, name, address);
            }
            return addresses;
        } catch (UnknownHostException e) {
            throw wrong(use, "%s was not found".formatted(name));
        }
    }

    /// What comes in may well be from a private network; what goes out by a name goes to public
    /// ones.
    private static void requirePublic(PortManager.Use use, String name, InetAddress address) {
        var kind = AddressKind.of(address);
        if (use.port().direction() == PortSpec.Direction.OUTBOUND && kind != AddressKind.PUBLIC) {
            throw wrong(
                    use,
                    "%s is at %s (%s); list the address itself if it is meant"
                            .formatted(name, address.getHostAddress(), kind.words));
        }
    }

    private static UncheckedIOException wrong(PortManager.Use use, String what) {
        var message = "ports of listener '%s': %s".formatted(use.listener(), what);
        return new UncheckedIOException(message, new IOException(message));
    }

    private static String family(InetAddress address) {
        return address.getAddress().length == 4 ? "ip" : "ip6";
    }

    /// Names of listeners and profiles may hold what means something to nft.
    private static String plain(String name) {
        var plain = name.replaceAll("[^A-Za-z0-9_.-]", "_");
        return plain.substring(0, Math.min(plain.length(), 48));
    }

    private static String lines(List<String> rules) {
        var text = new StringBuilder();
        rules.forEach(rule -> text.append(INDENT).append(rule).append('\n'));
        return text.toString();
    }
}
