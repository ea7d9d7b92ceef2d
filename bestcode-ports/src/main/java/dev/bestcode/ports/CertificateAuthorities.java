package dev.bestcode.ports;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// Certificate authorities that are trusted in place of Java's own, from a file as `SSL_CERT_FILE`
/// names it. TLS stays between our client and the far end; the proxy only carries it.
final class CertificateAuthorities {
    /// Where the file's name is looked for.
    static final String VARIABLE = "SSL_CERT_FILE";

    private CertificateAuthorities() {}

    /// @param pem certificates, one after the other
    /// @throws IllegalArgumentException when it cannot be read or holds no certificate
    static SSLContext trusting(Path pem) {
        try (var in = Files.newInputStream(pem)) {
            var store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int count = 0;
            for (var certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("authority-" + count++, certificate);
            }
            if (count == 0) {
                throw wrong(pem, "it holds no certificate");
            }
            return context(store);
        } catch (IOException e) {
            throw wrong(pem, "it cannot be read");
        } catch (GeneralSecurityException e) {
            throw wrong(pem, "it is no list of certificates");
        }
    }

    private static SSLContext context(KeyStore store) throws GeneralSecurityException {
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        var context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    private static IllegalArgumentException wrong(Path pem, String why) {
        return new IllegalArgumentException(
                "%s is %s, but %s; name a PEM file of certificate authorities"
                        .formatted(VARIABLE, pem, why));
    }
}
