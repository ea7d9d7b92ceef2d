/// Reads organism YAML, reporting every mistake with its line.
///
/// YAML and builder make the same record; only profiles grant anything.
module dev.bestcode.organism {
    requires transitive dev.bestcode.api;
    requires static org.jspecify;
    requires org.yaml.snakeyaml;
    requires org.apache.commons.text;

    exports dev.bestcode.organism;
}
