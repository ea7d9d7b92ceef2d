package dev.bestcode.kernel;

/// Waits to the end and puts the interrupt back for the caller to see.
final class Uninterruptibly {
    private Uninterruptibly() {}

    @FunctionalInterface
    interface Wait<T, X extends Exception> {
        T await() throws InterruptedException, X;
    }

    @FunctionalInterface
    interface SilentWait {
        void await() throws InterruptedException;
    }

    static void run(SilentWait wait) {
        Uninterruptibly.<Boolean, RuntimeException>get(
                () -> {
                    wait.await();
                    return true;
                });
    }

    static <T, X extends Exception> T get(Wait<T, X> wait) throws X {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return wait.await();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
