package dev.bestcode.wasm.wit;

/// A text with everything that the language has.
final class WitTexts {
    /// In the printer's form.
    static final String EVERYTHING =
            """
            /// A shop.
            package acme:shop@1.2.0;

            use acme:base/units@0.3.0-rc.1 as measures;

            /// What there is.
            ///
            /// In every branch.
            @since(version = 1.0.0)
            interface stock {
              use measures.{weight, length as size};
              /// One thing.
              record item {
                /// As printed on it.
                name: string,
                %type: kind,
                weights: list<weight>,
              }
              enum kind {
                raw,
                made,
              }
              variant problem {
                gone,
                /// How many there are.
                fewer(u32),
              }
              flags marks {
                new,
                sale,
              }
              type pair = tuple<u8, s64>;
              type found = result<option<item>, problem>;
              type table = map<string, list<f64, 3>>;
              @unstable(feature = rooms)
              resource room {
                constructor(name: string) -> result<room, problem>;
                open: func() -> own<room>;
                all: static func() -> list<room>;
                watch: async func(other: borrow<room>);
              }
              find: func(name: string, room: size) -> found;
              nothing: func() -> result;
              only-error: func() -> result<_, problem>;
              later: async func() -> future<stream<u8>>;
            }

            world shop {
              use stock.{item, kind};
              type names = list<string>;
              import stock;
              import clock: interface {
                now: func() -> u64;
              }
              import spare: stock;
              /// Ask for one.
              export quote: func(one: item) -> option<f32>;
              @since(version = 1.0.0)
              @deprecated(version = 1.1.0)
              export acme:base/units@0.3.0-rc.1;
              include other with { a as b }
            }

            world other {
              import a: func();
            }

            package acme:base@0.3.0-rc.1 {
              interface units {
                type weight = u32;
                type length = u32;
              }
            }
            """;

    private WitTexts() {}
}
