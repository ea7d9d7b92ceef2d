/// What travels: untrusted bytes, admitted messages, deliveries, and what a handler answers.
@NullMarked
package dev.bestcode.api.message;

import org.jspecify.annotations.NullMarked;
