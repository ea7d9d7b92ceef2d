package dev.bestcode.wasm.wit;

import java.util.List;

record World(Attributes attributes, Name name, List<WorldItem> items) {}
