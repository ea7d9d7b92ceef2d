package dev.bestcode.ports;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/// Finds the addresses of a name. Asked once for each connection; safe from any worker.
@FunctionalInterface
public interface HostResolver {
    /// @param name lower case, ASCII, no address
    /// @return at least one, in the order to be tried
    List<InetAddress> resolve(String name) throws UnknownHostException;

    /// The resolver of this machine.
    static HostResolver system() {
        return name -> List.of(InetAddress.getAllByName(name));
    }
}
