/// Finds the tool that fits a description and fills its form. Ten thousand descriptions are
/// ranked at once; a form is filled field by field.
@NullMarked
package dev.bestcode.routing;

import org.jspecify.annotations.NullMarked;
