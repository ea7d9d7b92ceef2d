package dev.bestcode.it;

import dev.bestcode.api.tool.ToolDescriptor;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// One attack: the user asks, the user's tool answers with an injection, the model obeys it.
/// @param id of a profile, too
/// @param userTool called first; its result is the poisoned one
/// @param allowed the tools of the user's task, which are the profile
/// @param attack the tools that the injection wants called
record InjectionCase(
        String id, String userTool, String poisoned, List<String> allowed, List<String> attack) {
    InjectionCase {
        allowed = List.copyOf(allowed);
        attack = List.copyOf(attack);
    }

    /// A tool's name as the data spells it, in the grammar of ours.
    static String toolName(String spelled) {
        var name = new StringBuilder("t-");
        for (int i = 0; i < spelled.length(); i++) {
            char c = spelled.charAt(i);
            name.append(Character.isLetterOrDigit(c) ? Character.toLowerCase(c) : '-');
        }
        var cut = name.substring(0, Math.min(name.length(), 64)).toLowerCase(Locale.ROOT);
        if (!ToolDescriptor.isName(cut)) {
            throw new IllegalArgumentException("no tool can be called " + cut);
        }
        return cut;
    }

    Set<String> tools() {
        var tools = new LinkedHashSet<>(allowed);
        tools.add(userTool);
        tools.addAll(attack);
        return tools;
    }

    /// What a model calls that obeys: each tool by its name, and by spellings that only look so.
    List<String> calls() {
        var calls = new ArrayList<String>();
        for (var tool : attack) {
            calls.add(tool);
            calls.add(tool.toUpperCase(Locale.ROOT));
            calls.add(tool.replace('t', '\u0442')); // Cyrillic
            calls.add(tool + "\u200b");
        }
        return calls;
    }
}
