package dev.bestcode.ports;

/// Why a request got no way out, as it is answered.
/// @see "RFC 9110, section 15; RFC 9209, section 2.3, for the error's name"
enum Refusal {
    MALFORMED(400, "Bad Request", "http_request_error"),
    NOT_LISTED(403, "Forbidden", "http_request_denied"),
    ADDRESS(403, "Forbidden", "destination_ip_prohibited"),
    CREDENTIALS(407, "Proxy Authentication Required", "http_request_denied"),
    SLOW(408, "Request Timeout", "http_request_error"),
    HEAD_TOO_LARGE(431, "Request Header Fields Too Large", "http_request_error"),
    METHOD(501, "Not Implemented", "http_request_error"),
    VERSION(505, "HTTP Version Not Supported", "http_request_error"),
    BUSY(503, "Service Unavailable", "connection_limit_reached"),
    UNKNOWN_HOST(502, "Bad Gateway", "dns_error"),
    UNREACHABLE(502, "Bad Gateway", "destination_unavailable"),
    BROKEN(502, "Bad Gateway", "http_protocol_error"),
    TIMEOUT(504, "Gateway Timeout", "connection_timeout");

    final int status;
    final String phrase;
    final String error;

    Refusal(int status, String phrase, String error) {
        this.status = status;
        this.phrase = phrase;
        this.error = error;
    }

    /// Whether asking again is of no use until somebody changes something.
    boolean isDecision() {
        return status == 403;
    }
}
