@NullMarked
package dev.bestcode.spring;

import org.jspecify.annotations.NullMarked;
