/// The native tools, the workspace they are confined to, and the symbol index. A tool executes
/// and never thinks; every path it touches goes through the workspace.
@NullMarked
package dev.bestcode.tools;

import org.jspecify.annotations.NullMarked;
