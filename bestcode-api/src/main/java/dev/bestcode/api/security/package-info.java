/// Decisions: routes, permissions, commands and approvals.
@NullMarked
package dev.bestcode.api.security;

import org.jspecify.annotations.NullMarked;
