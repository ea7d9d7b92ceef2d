package dev.bestcode.librarian;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The languages that symbols are found in, with their grammars' names and their files' endings.
enum SourceLanguage {
    JAVA("java", "java", "java"),
    KOTLIN("kotlin", "kotlin", "kt kts"),
    PYTHON("python", "python", "py pyi pyw"),
    TYPESCRIPT("typescript", "typescript", "ts mts cts"),
    TSX("tsx", "typescript", "tsx"),
    JAVASCRIPT("javascript", "javascript", "js jsx mjs cjs"),
    RUST("rust", "rust", "rs"),
    GO("go", "go", "go"),
    C("c", "c", "c h"),
    CPP("cpp", "cpp", "cc cpp cxx c++ hh hpp hxx h++ ipp tpp"),
    CSHARP("c-sharp", "csharp", "cs"),
    RUBY("ruby", "ruby", "rb rake gemspec"),
    PHP("php", "php", "php phtml"),
    BASH("bash", "bash", "sh bash"),
    JSON("json", "json", "json"),
    YAML("yaml", "yaml", "yaml yml");

    private static final Map<String, SourceLanguage> BY_ENDING = byEnding();

    private final String grammar;
    private final String queries;
    private final String endings;

    /// @param grammar as its library is named
    /// @param queries the data file of its patterns; two grammars may share one
    /// @param endings of its files, with spaces between
    SourceLanguage(String grammar, String queries, String endings) {
        this.grammar = grammar;
        this.queries = queries;
        this.endings = endings;
    }

    static Optional<SourceLanguage> of(String fileName) {
        var ending = fileName.substring(fileName.lastIndexOf('.') + 1);
        return ending.length() == fileName.length()
                ? Optional.empty()
                : Optional.ofNullable(BY_ENDING.get(ending.toLowerCase(Locale.ROOT)));
    }

    private static Map<String, SourceLanguage> byEnding() {
        var all = new HashMap<String, SourceLanguage>();
        for (var language : values()) {
            for (var ending : language.endings.split(" ", -1)) {
                all.put(ending, language);
            }
        }
        return Map.copyOf(all);
    }

    /// For people and models; also the name of the queries.
    String word() {
        return this == TSX ? "tsx" : queries;
    }

    String queries() {
        return queries;
    }

    /// Whether a method of this name, in a type, makes an object; languages whose grammar tells
    /// need not say.
    boolean isConstructor(String method, String type) {
        return switch (this) {
            case TYPESCRIPT, TSX, JAVASCRIPT -> method.equals("constructor");
            case PHP -> method.equals("__construct");
            case RUBY -> method.equals("initialize");
            case CPP -> method.equals(type);
            case JAVA, KOTLIN, PYTHON, RUST, GO, C, CSHARP, BASH, JSON, YAML -> false;
        };
    }

    /// Whether functions inside functions are items like any other.
    boolean showsLocals() {
        return this == RUST;
    }

    /// Of the native library.
    String library() {
        return "tree-sitter-" + grammar;
    }

    /// The function of the library that answers the grammar.
    String function() {
        return "tree_sitter_" + grammar.replace('-', '_');
    }
}
