package dev.bestcode.api.security;

import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.Sha256;

/// A question to a person: may this call run?
/// @param digest of tool and canonical arguments; another call is another question
public record ApprovalRequest(
        RunId run, String profile, String tool, JsonObject arguments, Sha256 digest) {}
