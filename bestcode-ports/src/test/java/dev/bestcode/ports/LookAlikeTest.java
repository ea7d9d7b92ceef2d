package dev.bestcode.ports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.organism.PortSpec;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Locale;
import java.util.Random;

/// Names that look like one on the list, made by chance.
class LookAlikeTest {
    private static final String LISTED = "api.kelvin-example.org";

    private static final HostList HOSTS =
            HostList.of(
                    List.of(
                            new PortSpec(
                                    443,
                                    PortSpec.Direction.OUTBOUND,
                                    PortSpec.Protocol.HTTPS,
                                    List.of(LISTED))));

    private static final List<String> PIECES =
            List.of(
                    "\u0430",
                    "\u0435",
                    "\u043e",
                    "\u0440",
                    "\u0131",
                    "\u017f",
                    "\u212a",
                    "\uff41",
                    "\uff0e",
                    "\u3002",
                    "\u2024",
                    "\u00ad",
                    "\u200b",
                    "\u200d",
                    "\u2060",
                    "\u0301",
                    "\u202e",
                    "\uff0f",
                    "\u2215",
                    "\u0000",
                    "%2e",
                    "%00",
                    "@",
                    "#",
                    "/",
                    "\\",
                    "?",
                    ":",
                    ".",
                    "..",
                    "-",
                    "_",
                    "*",
                    "\r\n",
                    "\t",
                    " ",
                    "xn--",
                    ".evil.com",
                    "evil.com.",
                    "A",
                    "ORG",
                    "\ud83d\ude00",
                    "\ud800");

    @Test
    void onlyTheListedNameIsOnTheList() {
        int count = Counts.of("look-alike names", 100_000);
        var random = new Random(Counts.seed("look-alikes"));
        for (int i = 0; i < count; i++) {
            var text = mutated(random);
            boolean same =
                    isAscii(text)
                            && text.toLowerCase(Locale.ROOT)
                                    .replaceFirst("\\.$", "")
                                    .equals(LISTED);
            if (isListed(text) != same) {
                assertThat(isListed(text)).as(text).isEqualTo(same);
            }
        }
    }

    private static boolean isListed(String text) {
        try {
            return HOSTS.standing(new Target(Host.parse(text), 443)).isPresent();
        } catch (IllegalArgumentException refused) {
            return false;
        }
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }

    private static String mutated(Random random) {
        var text = new StringBuilder(LISTED);
        for (int changes = random.nextInt(3); changes > 0; changes--) {
            int at = random.nextInt(text.length());
            switch (random.nextInt(5)) {
                case 0 -> text.insert(at, PIECES.get(random.nextInt(PIECES.size())));
                case 1 -> text.replace(at, at + 1, PIECES.get(random.nextInt(PIECES.size())));
                case 2 -> text.setCharAt(at, Character.toUpperCase(text.charAt(at)));
                case 3 -> text.append(PIECES.get(random.nextInt(PIECES.size())));
                default -> text.append(random.nextBoolean() ? "." : "");
            }
        }
        return text.toString();
    }
}
