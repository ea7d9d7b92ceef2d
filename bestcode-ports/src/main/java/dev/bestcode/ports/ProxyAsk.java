package dev.bestcode.ports;

import java.util.OptionalLong;

/// A request on its way.
/// @param number of our own client's requests
/// @param last whether the client wants the connection closed after it
record ProxyAsk(ProxyRequest.Forward request, OptionalLong number, boolean last) {}
