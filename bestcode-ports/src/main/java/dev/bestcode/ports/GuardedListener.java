package dev.bestcode.ports;

/// A listener whose own mistakes break no connection.
record GuardedListener(EgressListener listener) implements EgressListener {
    @Override
    public void on(EgressEvent event) {
        try {
            listener.on(event);
        } catch (RuntimeException e) {
            var worker = Thread.currentThread();
            worker.getUncaughtExceptionHandler().uncaughtException(worker, e);
        }
    }
}
