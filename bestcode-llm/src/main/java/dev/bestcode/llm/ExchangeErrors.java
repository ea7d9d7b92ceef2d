package dev.bestcode.llm;

import dev.bestcode.api.llm.LlmException;

import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Names what broke a connection.
final class ExchangeErrors {
    private final ProviderErrors errors;
    private final LlmTimeouts timeouts;

    ExchangeErrors(ProviderErrors errors, LlmTimeouts timeouts) {
        this.errors = errors;
        this.timeouts = timeouts;
    }

    /// @param total whether the limit for all of it was reached
    /// @param awaitingHead whether nothing had come yet
    LlmException timedOut(boolean total, boolean awaitingHead) {
        if (total) {
            return overTime("no whole answer within", timeouts.total(), "model_total");
        }
        return awaitingHead
                ? overTime("no answer within", timeouts.firstByte(), "model_first_byte")
                : overTime("the stream stood still for", timeouts.idle(), "model_idle");
    }

    /// @param setting of the command line; the property of Spring and the method of [LlmTimeouts]
    ///     are named alike
    private LlmException overTime(String what, Duration limit, String setting) {
        return errors.broken(
                "%s %s (the setting %s allows more)".formatted(what, seconds(limit), setting));
    }

    LlmException broken(Throwable failure) {
        var chain = chain(failure);
        if (holds(chain, CertificateException.class)) {
            return errors.permanent(
                    "its certificate is not trusted; check the base URL, and name the certificate"
                            + " authorities of your network in SSL_CERT_FILE");
        }
        var decided = firstOf(chain, SecurityException.class);
        if (decided.isPresent()) {
            return errors.permanent("the way there is not open: " + decided.get().getMessage());
        }
        if (holds(chain, HttpConnectTimeoutException.class)) {
            return errors.broken("no connection within " + seconds(timeouts.connect()));
        }
        if (holds(chain, UnresolvedAddressException.class)
                || holds(chain, UnknownHostException.class)) {
            return errors.broken("its host name was not found; check the base URL and the network");
        }
        if (holds(chain, ConnectException.class)) {
            return errors.broken(
                    "it could not be connected to; check the base URL and the network");
        }
        var root = chain.getLast();
        return errors.broken(
                "the connection broke (%s: %s)"
                        .formatted(root.getClass().getSimpleName(), root.getMessage()));
    }

    private static boolean holds(List<Throwable> chain, Class<? extends Throwable> type) {
        return firstOf(chain, type).isPresent();
    }

    private static Optional<Throwable> firstOf(
            List<Throwable> chain, Class<? extends Throwable> type) {
        return chain.stream().filter(type::isInstance).findFirst();
    }

    private static List<Throwable> chain(Throwable failure) {
        var chain = new ArrayList<Throwable>();
        for (var cause = failure;
                cause != null && !chain.contains(cause);
                cause = cause.getCause()) {
            chain.add(cause);
        }
        return chain;
    }

    private static String seconds(Duration limit) {
        return limit.toMillis() / 1000.0 + " s";
    }
}
