/// The Control Room: model, update, view over events. It sees the system through SystemControl
/// alone, as any other editor or server would.
@NullMarked
package dev.bestcode.tui;

import org.jspecify.annotations.NullMarked;
