package dev.bestcode.llm;

import java.util.concurrent.TimeUnit;

/// Time as those who wait see it.
interface Pauses {
    Pauses REAL =
            new Pauses() {
                @Override
                public long nanoTime() {
                    return System.nanoTime();
                }

                @Override
                public void sleep(long nanos) throws InterruptedException {
                    TimeUnit.NANOSECONDS.sleep(nanos);
                }
            };

    long nanoTime();

    void sleep(long nanos) throws InterruptedException;
}
