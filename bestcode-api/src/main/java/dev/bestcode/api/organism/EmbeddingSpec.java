package dev.bestcode.api.organism;

import java.math.BigDecimal;
import java.net.URI;
import java.util.regex.Pattern;

/// A provider of embeddings that speaks OpenAI's `POST …/embeddings`. Requests for tools and what
/// tools say of themselves are sent to it, and nothing else.
/// @param url the part before `/embeddings`, such as `http://127.0.0.1:11434/v1`
/// @param model as the provider names it
/// @param dimensions of its vectors, 1 to [#DIMENSIONS_MAX]
/// @param fit the cosine from which a tool fits a request by meaning alone, 0 to 1; it depends on
///     the model
public record EmbeddingSpec(URI url, String model, int dimensions, BigDecimal fit) {
    /// Twice what the largest of current models have.
    public static final int DIMENSIONS_MAX = 16_384;

    /// Unrelated texts lie below it with most models.
    public static final BigDecimal FIT_DEFAULT = new BigDecimal("0.6");

    /// `http` or `https`, an exact host, a port or none, a path or none; no name or key in it.
    private static final Pattern URL =
            Pattern.compile(
                    "https?://[a-z0-9\\[][a-z0-9.:\\[\\]-]{0,260}(/[A-Za-z0-9._~/-]{0,500})?");

    public EmbeddingSpec {
        if (!isUrl(url.toString())) {
            throw new IllegalArgumentException(
                    "'%s' is not a place for embeddings; allowed: %s".formatted(url, URL_WORDS));
        }
        if (dimensions < 1 || dimensions > DIMENSIONS_MAX) {
            throw new IllegalArgumentException(
                    "dimensions is %d; allowed 1 to %d".formatted(dimensions, DIMENSIONS_MAX));
        }
        if (model.isBlank()) {
            throw new IllegalArgumentException("the embedding model has no name");
        }
        if (fit.signum() < 0 || fit.compareTo(BigDecimal.ONE) > 0) {
            throw new IllegalArgumentException("fit is " + fit + "; allowed 0 to 1");
        }
        fit = fit.stripTrailingZeros();
    }

    /// What [#isUrl] lets through, for messages.
    public static final String URL_WORDS =
            "http or https, an exact host in lower case, a port or none, and a path, such as http://127.0.0.1:11434/v1";

    public static boolean isUrl(String text) {
        if (!URL.matcher(text).matches()) {
            return false;
        }
        try {
            var host = URI.create(text).getHost();
            return host != null && PortSpec.isHost(host.replaceAll("[\\[\\]]", ""));
        } catch (IllegalArgumentException notOne) {
            return false;
        }
    }
}
