/// Decides which sockets may open, for the system itself and for its children. Every user of
/// the network gets its own port and its own list of hosts.
@NullMarked
package dev.bestcode.ports;

import org.jspecify.annotations.NullMarked;
