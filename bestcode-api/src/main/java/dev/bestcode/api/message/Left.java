package dev.bestcode.api.message;

import java.time.Duration;

/// What the thread of a delivery may still spend, its callers' own limits included.
/// @param allowance of tokens and money, what is reserved already taken off
/// @param time until its request is over time, without the time that approvals waited; zero when it
///     is
public record Left(Allowance allowance, Duration time) {
    public static final Left UNLIMITED = new Left(Allowance.MAX, Duration.ofDays(365));
}
