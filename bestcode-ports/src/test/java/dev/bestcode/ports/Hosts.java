package dev.bestcode.ports;

import dev.bestcode.api.organism.PortSpec;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// Lists of hosts and what they resolve to, in few words.
final class Hosts {
    private Hosts() {}

    static HostList https(String... hosts) {
        return hosts.length == 0
                ? HostList.of(List.of())
                : HostList.of(List.of(outbound(443, PortSpec.Protocol.HTTPS, hosts)));
    }

    static HostList http(int port, String... hosts) {
        return HostList.of(List.of(outbound(port, PortSpec.Protocol.HTTP, hosts)));
    }

    static PortSpec outbound(int port, PortSpec.Protocol protocol, String... hosts) {
        return new PortSpec(port, PortSpec.Direction.OUTBOUND, protocol, List.of(hosts));
    }

    static InetAddress address(String literal) {
        return InetAddress.ofLiteral(literal);
    }

    /// Answers as scripted, one list after the other for each question, and counts.
    static final class Names implements HostResolver {
        private final Map<String, Deque<List<InetAddress>>> answers = new ConcurrentHashMap<>();
        private final AtomicInteger questions = new AtomicInteger();

        Names with(String name, String... literals) {
            answers.computeIfAbsent(name, _ -> new ArrayDeque<>())
                    .add(Arrays.stream(literals).map(Hosts::address).toList());
            return this;
        }

        int questions() {
            return questions.get();
        }

        @Override
        public List<InetAddress> resolve(String name) throws UnknownHostException {
            questions.incrementAndGet();
            var left = answers.getOrDefault(name, new ArrayDeque<>());
            if (left.isEmpty()) {
                throw new UnknownHostException(name);
            }
            return left.size() > 1 ? left.removeFirst() : left.getFirst();
        }
    }
}
