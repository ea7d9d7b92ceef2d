package dev.bestcode.embedding;

import java.util.Set;

/// Words that say how a sentence is built, or that somebody asks, and not what for.
final class StopWords {
    private static final Set<String> ENGLISH =
            Set.of(
                    ("a an the this that these those some any each every all both either neither"
                                    + " i me my mine myself we us our ours you your yours yourself"
                                    + " he him his she her hers it its itself they them their theirs"
                                    + " who whom whose which what when where why how"
                                    + " am is are was were be been being do does did doing done"
                                    + " have has had having can could may might must shall should will would"
                                    + " and or but nor so if then than as because while until unless though"
                                    + " of at by for with about into through to from in out on off over under"
                                    + " again further once here there up down between during before after"
                                    + " not no only own same too very just also such more most other another"
                                    + " ll ve re don didn doesn isn aren won t s d m"
                                    + " please want need needs wants like help tell give let lets know"
                                    + " hi hello hey thanks thank")
                            .split(" ", -1));

    private StopWords() {}

    static boolean contains(String word) {
        return ENGLISH.contains(word);
    }
}
