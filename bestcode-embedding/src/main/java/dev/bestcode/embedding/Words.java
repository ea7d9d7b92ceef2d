package dev.bestcode.embedding;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// Splits text into lower-case words. Identifiers come apart where a programmer put them together:
/// at a change of case, at digits, at every mark. Accents are dropped; of scripts that put no space
/// between words, each pair of neighbouring characters is a word. Stateless.
final class Words {
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");

    private Words() {}

    /// In the order of the text, repeated as there.
    static List<String> of(String text) {
        var plain = isAscii(text) ? text : unaccented(text);
        var words = new ArrayList<String>();
        int start = 0;
        for (int i = 1; i <= plain.length(); i++) {
            if (i == plain.length() || isBorder(plain, i)) {
                add(words, plain.substring(start, i));
                start = i;
            }
        }
        return words;
    }

    private static void add(List<String> words, String piece) {
        if (piece.isEmpty() || !Character.isLetterOrDigit(piece.charAt(0))) {
            return;
        }
        if (!isUnspaced(piece.charAt(0)) || piece.length() == 1) {
            words.add(piece.toLowerCase(Locale.ROOT));
            return;
        }
        for (int i = 0; i + 1 < piece.length(); i++) {
            words.add(piece.substring(i, i + 2));
        }
    }

    private static boolean isBorder(String text, int at) {
        char before = text.charAt(at - 1);
        char here = text.charAt(at);
        if (kind(before) != kind(here)) {
            return true;
        }
        if (!Character.isLetter(here)) {
            return false;
        }
        // fooBar, and XMLReader before its last capital
        return (Character.isLowerCase(before) && Character.isUpperCase(here))
                || (Character.isUpperCase(before)
                        && Character.isUpperCase(here)
                        && at + 1 < text.length()
                        && Character.isLowerCase(text.charAt(at + 1))
                        && !isPluralEnd(text, at + 1));
    }

    /// `URLs` is a plural, not a `UR` and an `Ls`.
    private static boolean isPluralEnd(String text, int at) {
        return text.charAt(at) == 's'
                && (at + 1 == text.length() || !Character.isLetterOrDigit(text.charAt(at + 1)));
    }

    private static int kind(char c) {
        if (Character.isDigit(c)) {
            return 1;
        }
        if (Character.isLetter(c)) {
            return isUnspaced(c) ? 3 : 2;
        }
        return 0;
    }

    private static boolean isUnspaced(char c) {
        boolean ideograph = c >= '\u2e80' && Character.isIdeographic(c);
        boolean kana = c >= '\u3040' && c <= '\u30ff';
        boolean thaiOrLao = c >= '\u0e00' && c <= '\u0eff';
        return ideograph || kana || thaiOrLao;
    }

    private static String unaccented(String text) {
        var apart = Normalizer.normalize(text, Normalizer.Form.NFKD);
        return Normalizer.normalize(MARKS.matcher(apart).replaceAll(""), Normalizer.Form.NFKC);
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }
}
