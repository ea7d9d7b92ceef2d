package dev.bestcode.wasm.wit;

import java.util.List;

record Interface(Attributes attributes, Name name, List<InterfaceItem> items) {}
