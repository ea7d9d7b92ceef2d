package dev.bestcode.wasm.wit;

/// What a use of a type must know of it.
/// @param origin where it was declared, through all uses
/// @param borrows whether a borrowed handle is in it
record TypeFacts(String origin, boolean resource, boolean borrows) {
    static final TypeFacts VALUE = new TypeFacts("", false, false);
}
