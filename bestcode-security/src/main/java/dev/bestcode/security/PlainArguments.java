package dev.bestcode.security;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What holds for the arguments of a program without a policy: none of them names a place outside
/// the workspace. What the program does beyond that is for the sandbox.
final class PlainArguments {
    private PlainArguments() {}

    static void check(List<String> words, WorkspacePaths paths, Path directory)
            throws RefusedArgumentException {
        for (var word : words.subList(1, words.size())) {
            var problem = problem(word, paths, directory);
            if (problem.isPresent()) {
                throw new RefusedArgumentException(problem.get());
            }
        }
    }

    private static Optional<String> problem(String word, WorkspacePaths paths, Path directory) {
        if (word.contains("://")) {
            return Optional.empty();
        }
        var value = word.substring(word.indexOf('=') + 1);
        if (value.startsWith("@")) {
            value = value.substring(1);
        } else if (value.startsWith("-") && value.contains("/")) {
            value = value.substring(value.indexOf('/')); // such as -I/usr/include
        }
        return paths.unreadable(directory, value).or(() -> paths.unreadable(directory, word));
    }
}
