package dev.bestcode.security;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// The words of a line of ours: parted by spaces, those with spaces in single quotes.
final class ExampleWords {
    private static final Pattern WORD = Pattern.compile("(?:[^\\s']|'[^']*')+");

    private ExampleWords() {}

    static List<String> of(String line) {
        var words = new ArrayList<String>();
        var matcher = WORD.matcher(line);
        while (matcher.find()) {
            words.add(matcher.group().replace("'", ""));
        }
        return words;
    }
}
