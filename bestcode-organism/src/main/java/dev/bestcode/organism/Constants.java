package dev.bestcode.organism;

import java.util.Arrays;
import java.util.Optional;

/// Words of a file as the constants that they are spelled like.
final class Constants {
    private Constants() {}

    static <E extends Enum<E>> Optional<E> of(Class<E> type, Optional<String> word) {
        return word.flatMap(
                text ->
                        Arrays.stream(type.getEnumConstants())
                                .filter(constant -> Words.word(constant).equals(text))
                                .findFirst());
    }
}
