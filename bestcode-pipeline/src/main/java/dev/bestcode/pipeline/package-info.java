/// Admits untrusted bytes, commits, delivers, feeds answers back in. One door for every
/// message, outside input and handlers' answers alike; it carries the event bus too.
@NullMarked
package dev.bestcode.pipeline;

import org.jspecify.annotations.NullMarked;
