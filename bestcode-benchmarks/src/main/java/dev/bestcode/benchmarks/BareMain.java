package dev.bestcode.benchmarks;

/// What a Java does that does nothing.
final class BareMain {
    private BareMain() {}

    public static void main(String[] args) {
        System.out.println("bare");
    }
}
