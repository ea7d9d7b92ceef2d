/// Finds the tool that fits a description and fills its form. [SemanticRouter] is the way in;
/// [FindTool] is what an agent sees of it.
@NullMarked
package dev.bestcode.routing;

import org.jspecify.annotations.NullMarked;
