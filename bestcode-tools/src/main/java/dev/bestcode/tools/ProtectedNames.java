package dev.bestcode.tools;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;

/// Names of folders in which git or BestCode would take what stands there for instructions: a hook
/// written today runs tomorrow, outside every wall.
///
/// Compared as the most forgiving file systems compare: without case, in any Unicode form, without
/// the characters that HFS+ ignores and the dots and spaces that Windows drops at the end, and by
/// the short names and streams of NTFS.
/// @see "git, path.c: is_ntfs_dotgit; utf8.c: is_hfs_dotgit (CVE-2014-9390)"
final class ProtectedNames {
    private static final Set<String> NAMES = Set.of(".git", ".bestcode");

    private ProtectedNames() {}

    static boolean contains(String name) {
        var folded = folded(name);
        return NAMES.contains(folded) || folded.matches("(git|bestco)~\\d+");
    }

    private static String folded(String name) {
        var text = new StringBuilder();
        Normalizer.normalize(name, Normalizer.Form.NFKC)
                .codePoints()
                .filter(c -> !Character.isIdentifierIgnorable(c) || c < ' ')
                .forEach(text::appendCodePoint);
        var lower = text.toString().toLowerCase(Locale.ROOT);
        int stream = lower.indexOf(':');
        var base = stream < 0 ? lower : lower.substring(0, stream);
        int end = base.length();
        while (end > 0 && (base.charAt(end - 1) == '.' || base.charAt(end - 1) == ' ')) {
            end--;
        }
        return base.substring(0, end);
    }
}
