/// One thing that is measured, with its values at one moment.
///
/// Names and labels are made by the program, from closed sets: never of what anybody sent.
package struct MetricFamily: Hashable, Sendable {
    /// What a value means, and so what may be done with it.
    package enum Kind: String, Sendable {
        /// Only grows, from 0 when the process began.
        case counter
        /// Goes up and down.
        case gauge
        /// How many values lie below each of some bounds.
        case histogram
    }

    /// One value.
    package enum Value: Hashable, Sendable {
        case count(Int64)
        /// A time in microseconds, written in seconds.
        case time(microseconds: Int64)
    }

    /// A value and the labels that tell it from the others of its family.
    package struct Sample: Hashable, Sendable {
        /// What is added to the family's name; empty but for the parts of a histogram.
        let suffix: String
        let labels: [Label]
        let value: Value

        package init(_ value: Value, suffix: String = "", labels: [Label] = []) {
            self.suffix = suffix
            self.labels = labels
            self.value = value
        }
    }

    /// A name and a value of a label.
    package struct Label: Hashable, Sendable {
        let name: String
        let value: String

        package init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    let name: String
    let help: String
    let kind: Kind
    let samples: [Sample]

    /// Makes a family.
    ///
    /// - Parameters:
    ///   - name: `perisai_` and words of lowercase letters, the unit last.
    ///   - help: what is measured, in a sentence.
    ///   - kind: what its values mean.
    ///   - samples: the values.
    package init(_ name: String, _ help: String, _ kind: Kind, _ samples: [Sample]) {
        self.name = name
        self.help = help
        self.kind = kind
        self.samples = samples
    }

    /// Makes a family of one value without labels.
    package init(_ name: String, _ help: String, _ kind: Kind, _ value: Value) {
        self.init(name, help, kind, [Sample(value)])
    }
}
