package dev.bestcode.embedding;

import java.util.List;

/// Reduces English words to stems, so that `created`, `creating` and `creates` meet.
///
/// The five steps of the published algorithm on lower-case ASCII words: a suffix is taken off when
/// what is left has measure enough, the measure being how often a vowel run is followed by a
/// consonant run. Other words come back as they are. Stateless.
/// @see "M.F. Porter 1980, An algorithm for suffix stripping"
final class PorterStemmer {
    /// Shorter ones have no suffix to lose; the algorithm's own departure for them.
    private static final int SHORTEST = 3;

    /// A suffix, and what stands in its place when the rest has measure enough.
    private record Rule(String suffix, String replacement) {}

    /// Step 2, longest first where one ends in another.
    private static final List<Rule> DOUBLE_SUFFIXES =
            List.of(
                    new Rule("ational", "ate"),
                    new Rule("tional", "tion"),
                    new Rule("enci", "ence"),
                    new Rule("anci", "ance"),
                    new Rule("izer", "ize"),
                    new Rule("abli", "able"),
                    new Rule("alli", "al"),
                    new Rule("entli", "ent"),
                    new Rule("eli", "e"),
                    new Rule("ousli", "ous"),
                    new Rule("ization", "ize"),
                    new Rule("ation", "ate"),
                    new Rule("ator", "ate"),
                    new Rule("alism", "al"),
                    new Rule("iveness", "ive"),
                    new Rule("fulness", "ful"),
                    new Rule("ousness", "ous"),
                    new Rule("aliti", "al"),
                    new Rule("iviti", "ive"),
                    new Rule("biliti", "ble"));

    /// Step 3.
    private static final List<Rule> ADJECTIVE_SUFFIXES =
            List.of(
                    new Rule("icate", "ic"),
                    new Rule("ative", ""),
                    new Rule("alize", "al"),
                    new Rule("iciti", "ic"),
                    new Rule("ical", "ic"),
                    new Rule("ful", ""),
                    new Rule("ness", ""));

    /// Step 4; `ion` is apart, since it wants an s or a t before it.
    private static final List<String> LAST_SUFFIXES =
            List.of(
                    "al", "ance", "ence", "er", "ic", "able", "ible", "ant", "ement", "ment", "ent",
                    "ion", "ou", "ism", "ate", "iti", "ous", "ive", "ize");

    private PorterStemmer() {}

    static String stem(String word) {
        if (word.length() < SHORTEST || !isLowerAscii(word)) {
            return word;
        }
        var stem = yToI(pastAndGerund(plural(word)));
        stem = replaced(stem, DOUBLE_SUFFIXES);
        stem = replaced(stem, ADJECTIVE_SUFFIXES);
        return tidied(withoutLastSuffix(stem));
    }

    /// Step 1a.
    private static String plural(String word) {
        if (word.endsWith("sses") || word.endsWith("ies")) {
            return cut(word, 2);
        }
        return word.endsWith("s") && !word.endsWith("ss") ? cut(word, 1) : word;
    }

    /// Step 1b.
    private static String pastAndGerund(String word) {
        if (word.endsWith("eed")) {
            return measure(cut(word, 3)) > 0 ? cut(word, 1) : word;
        }
        for (var suffix : List.of("ed", "ing")) {
            if (word.endsWith(suffix)) {
                var rest = cut(word, suffix.length());
                return hasVowel(rest) ? mended(rest) : word;
            }
        }
        return word;
    }

    /// What `ed` or `ing` leaves is given its `e` back, or loses a doubled consonant.
    private static String mended(String rest) {
        if (rest.endsWith("at") || rest.endsWith("bl") || rest.endsWith("iz")) {
            return rest + "e";
        }
        if (endsInDouble(rest) && !endsInOneOf(rest, "lsz")) {
            return cut(rest, 1);
        }
        return measure(rest) == 1 && endsInShortSyllable(rest) ? rest + "e" : rest;
    }

    /// Step 1c.
    private static String yToI(String word) {
        return word.endsWith("y") && hasVowel(cut(word, 1)) ? cut(word, 1) + "i" : word;
    }

    private static String replaced(String word, List<Rule> rules) {
        for (var rule : rules) {
            if (word.endsWith(rule.suffix())) {
                var rest = cut(word, rule.suffix().length());
                return measure(rest) > 0 ? rest + rule.replacement() : word;
            }
        }
        return word;
    }

    private static String withoutLastSuffix(String word) {
        var longest = "";
        for (var suffix : LAST_SUFFIXES) {
            if (word.endsWith(suffix) && suffix.length() > longest.length()) {
                longest = suffix;
            }
        }
        var rest = cut(word, longest.length());
        boolean fits = !longest.equals("ion") || endsInOneOf(rest, "st");
        return !longest.isEmpty() && fits && measure(rest) > 1 ? rest : word;
    }

    /// Step 5.
    private static String tidied(String word) {
        var stem = word;
        if (stem.endsWith("e")) {
            var rest = cut(stem, 1);
            int measure = measure(rest);
            if (measure > 1 || (measure == 1 && !endsInShortSyllable(rest))) {
                stem = rest;
            }
        }
        return stem.endsWith("ll") && measure(stem) > 1 ? cut(stem, 1) : stem;
    }

    private static String cut(String word, int letters) {
        return word.substring(0, word.length() - letters);
    }

    /// How many times a run of vowels is followed by a run of consonants.
    private static int measure(String word) {
        int count = 0;
        for (int i = 1; i < word.length(); i++) {
            if (!isVowel(word, i) && isVowel(word, i - 1)) {
                count++;
            }
        }
        return count;
    }

    private static boolean hasVowel(String word) {
        for (int i = 0; i < word.length(); i++) {
            if (isVowel(word, i)) {
                return true;
            }
        }
        return false;
    }

    /// A `y` counts as a vowel behind a consonant.
    private static boolean isVowel(String word, int at) {
        return switch (word.charAt(at)) {
            case 'a', 'e', 'i', 'o', 'u' -> true;
            case 'y' -> at > 0 && !isVowel(word, at - 1);
            default -> false;
        };
    }

    private static boolean endsInDouble(String word) {
        int last = word.length() - 1;
        return last >= 1 && word.charAt(last) == word.charAt(last - 1) && !isVowel(word, last);
    }

    /// Consonant, vowel, consonant, the last none of `w x y`.
    private static boolean endsInShortSyllable(String word) {
        int last = word.length() - 1;
        return last >= 2
                && !isVowel(word, last)
                && isVowel(word, last - 1)
                && !isVowel(word, last - 2)
                && !endsInOneOf(word, "wxy");
    }

    private static boolean endsInOneOf(String word, String letters) {
        return !word.isEmpty() && letters.indexOf(word.charAt(word.length() - 1)) >= 0;
    }

    private static boolean isLowerAscii(String word) {
        return word.chars().allMatch(c -> c >= 'a' && c <= 'z');
    }
}
