package sample;

import java.util.List;

/** Orders of a shop. More is said here. */
@SuppressWarnings({"unused", "x"})
public class Sample<T extends Comparable<T>> implements Runnable {
    static final int LIMIT = 3, OTHER = 4;
    private List<String> names;

    // No doc comment, but a comment.
    public Sample(int size) {
        Runnable local =
                new Runnable() {
                    public void hidden() {}
                };
    }

    @Override
    public void run() {
        String text = "class InText {}";
    }

    record Point(int x, int y) {
        Point {
            assert x > 0;
        }
    }

    enum Color {
        RED,
        GREEN {
            int shade() {
                return 1;
            }
        }
    }

    sealed interface Shape permits Circle {}

    record Circle() implements Shape {}

    @interface Marked {
        String value() default "";
    }
}
