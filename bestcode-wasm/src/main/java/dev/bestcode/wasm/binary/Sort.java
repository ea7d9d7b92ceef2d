package dev.bestcode.wasm.binary;

/// What an index can refer to.
public enum Sort {
    CORE_FUNC("core function"),
    CORE_TABLE("core table"),
    CORE_MEMORY("core memory"),
    CORE_GLOBAL("core global"),
    CORE_TAG("core tag"),
    CORE_TYPE("core type"),
    CORE_MODULE("core module"),
    CORE_INSTANCE("core instance"),
    FUNC("function"),
    TYPE("type"),
    COMPONENT("component"),
    INSTANCE("instance");

    private final String words;

    Sort(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }
}
