package dev.bestcode.tui;

import java.util.function.UnaryOperator;

/// A command that a person has written down: `/NAME` says something longer.
/// @param said what is said, by what is typed behind the name
public record RoomCommand(String name, String description, UnaryOperator<String> said) {}
