package dev.bestcode.tui;

import java.util.Map;

/// Colours of the sixteen that a terminal's own settings define, so that they suit its background.
public enum Theme {
    DARK("90", "96", "93", "94", "92", "91", "93", "96"),
    LIGHT("90", "34", "35", "34", "32", "31", "33", "36"),
    /// Bold, underline and reverse alone.
    PLAIN("", "", "", "", "", "", "", "");

    private final String dim;
    private final String heading;
    private final String code;
    private final String link;
    private final String added;
    private final String removed;
    private final String warning;
    private final String accent;

    Theme(
            String dim,
            String heading,
            String code,
            String link,
            String added,
            String removed,
            String warning,
            String accent) {
        this.dim = dim;
        this.heading = heading;
        this.code = code;
        this.link = link;
        this.added = added;
        this.removed = removed;
        this.warning = warning;
        this.accent = accent;
    }

    /// The theme that the environment asks for: `NO_COLOR` first.
    public static Theme of(Map<String, String> environment, Theme wanted) {
        boolean none =
                !environment.getOrDefault("NO_COLOR", "").isEmpty()
                        || environment.getOrDefault("TERM", "").equals("vt100");
        return none ? PLAIN : wanted;
    }

    /// The sequence that sets a style, whatever was set before.
    String sgr(Style style) {
        var codes = new StringBuilder("\u001b[0");
        if (style.has(Style.BOLD)) {
            codes.append(";1");
        }
        if (style.has(Style.ITALIC)) {
            codes.append(";3");
        }
        if (style.has(Style.UNDERLINE)) {
            codes.append(";4");
        }
        if (style.has(Style.REVERSE)) {
            codes.append(";7");
        }
        if (style.has(Style.STRIKE)) {
            codes.append(";9");
        }
        var colour = colour(style.role());
        if (!colour.isEmpty()) {
            codes.append(';').append(colour);
        }
        return codes.append('m').toString();
    }

    private String colour(Role role) {
        return switch (role) {
            case TEXT -> "";
            case DIM, BORDER -> dim;
            case HEADING -> heading;
            case CODE -> code;
            case LINK -> link;
            case ADDED -> added;
            case REMOVED, ERROR -> removed;
            case WARNING -> warning;
            case ACCENT -> accent;
        };
    }
}
