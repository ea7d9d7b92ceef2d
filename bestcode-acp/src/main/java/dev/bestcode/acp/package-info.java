/// The Agent Client Protocol, version 1, for editors: [dev.bestcode.acp.AcpAgent] is the front
/// door, a [dev.bestcode.acp.SessionHost] gives it the systems to work with. A `Connection` is the
/// line to the editor, a `Session` one conversation over it, `Updates` what it is told of a run.
@NullMarked
package dev.bestcode.acp;

import org.jspecify.annotations.NullMarked;
