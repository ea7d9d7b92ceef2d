package dev.bestcode.llm;

import java.net.URI;
import java.net.URISyntaxException;

/// Where a provider is.
final class BaseUrl {
    private BaseUrl() {}

    /// The address of a path below a base URL.
    /// @throws IllegalArgumentException when it is not an `http` or `https` URL
    static URI endpoint(String baseUrl, String path) {
        try {
            var base = new URI(baseUrl.strip().replaceFirst("/+$", "") + path);
            var scheme = base.getScheme();
            boolean web = "http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme);
            boolean plain =
                    base.getHost() != null
                            && base.getRawUserInfo() == null
                            && base.getRawQuery() == null
                            && base.getRawFragment() == null;
            if (web && plain) {
                return base;
            }
        } catch (URISyntaxException e) {
            // told below; the exception's own text would repeat a password in the URL
        }
        throw new IllegalArgumentException(
                "the base URL of the model provider must look like https://host or"
                        + " http://host:port, without user, query or fragment");
    }
}
