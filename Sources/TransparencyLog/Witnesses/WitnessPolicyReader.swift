/// Reads the lines of a policy, one after another.
struct WitnessPolicyReader {
    private(set) var logs: [WitnessPolicy.Log] = []
    private(set) var witnesses: [WitnessPolicy.Witness] = []
    private(set) var quorum: WitnessPolicy.Rule?
    private var rules: [[UInt8]: WitnessPolicy.Rule] = [:]
    private var groups = 0
    private var members: Set<[UInt8]> = []

    private static let noName = Array("none".utf8)

    /// Reads one line without its line feed.
    mutating func read(_ line: ArraySlice<UInt8>, number: Int) throws(WitnessPolicyError) {
        let words = line.split { $0 == 0x20 || $0 == 0x09 }.map(Array.init)
        do throws(Problem) {
            guard line.allSatisfy({ $0 == 0x09 || $0 >= 0x20 && $0 != 0x7F }) else { throw Problem(.wrongCharacter) }
            guard let first = words.first, first.first != UInt8(ascii: "#") else { return }
            switch String(decoding: first, as: UTF8.self) {
            case "log": try addLog(words.dropFirst())
            case "witness": try addWitness(words.dropFirst())
            case "group": try addGroup(words.dropFirst())
            case "quorum": try setQuorum(words.dropFirst())
            default: throw Problem(.unknownLine)
            }
        } catch {
            throw WitnessPolicyError(code: error.code, line: number)
        }
    }

    private struct Problem: Error {
        let code: WitnessPolicyError.Code

        init(_ code: WitnessPolicyError.Code) { self.code = code }
    }

    private mutating func addLog(_ words: ArraySlice<[UInt8]>) throws(Problem) {
        guard let text = words.first, words.count <= 2 else { throw Problem(.wrongWords) }
        let key: NoteVerifierKey
        do throws(NoteError) {
            key = try NoteVerifierKey(parsing: String(decoding: text, as: UTF8.self))
        } catch {
            throw Problem(.malformedKey)
        }
        guard !logs.contains(where: { $0.key.publicKey == key.publicKey }) else { throw Problem(.repeatedKey) }
        guard logs.count < WitnessPolicy.entriesMax else { throw Problem(.tooLarge) }
        logs.append(WitnessPolicy.Log(key: key, address: Self.address(words.dropFirst())))
    }

    private mutating func addWitness(_ words: ArraySlice<[UInt8]>) throws(Problem) {
        guard (2...3).contains(words.count), let name = words.first, let text = words.dropFirst().first else {
            throw Problem(.wrongWords)
        }
        let key: CosignerKey
        do throws(NoteError) {
            key = try CosignerKey(parsing: String(decoding: text, as: UTF8.self))
        } catch {
            throw Problem(.malformedKey)
        }
        guard !witnesses.contains(where: { $0.key.publicKey == key.publicKey }) else { throw Problem(.repeatedKey) }
        guard witnesses.count < WitnessPolicy.entriesMax else { throw Problem(.tooLarge) }
        try define(name, as: .witness(key))
        witnesses.append(WitnessPolicy.Witness(key: key, address: Self.address(words.dropFirst(2))))
    }

    private mutating func addGroup(_ words: ArraySlice<[UInt8]>) throws(Problem) {
        guard words.count >= 3, let name = words.first, let amount = words.dropFirst().first else {
            throw Problem(.wrongWords)
        }
        guard groups < WitnessPolicy.entriesMax else { throw Problem(.tooLarge) }
        var rules: [WitnessPolicy.Rule] = []
        for member in words.dropFirst(2) {
            let rule = try rule(named: member)
            guard members.insert(member).inserted else { throw Problem(.repeatedMember) }
            rules.append(rule)
        }
        let threshold: Int
        switch String(decoding: amount, as: UTF8.self) {
        case "any": threshold = 1
        case "all": threshold = rules.count
        case let digits:
            guard let number = DecimalNumber.decode(digits), (1...Int64(rules.count)).contains(number) else {
                throw Problem(.wrongThreshold)
            }
            threshold = Int(number)
        }
        try define(name, as: .group(of: rules, threshold: threshold))
        groups += 1
    }

    private mutating func setQuorum(_ words: ArraySlice<[UInt8]>) throws(Problem) {
        guard let name = words.first, words.count == 1 else { throw Problem(.wrongWords) }
        guard quorum == nil else { throw Problem(.repeatedQuorum) }
        quorum = name == Self.noName ? .nobody : try rule(named: name)
    }

    private func rule(named name: [UInt8]) throws(Problem) -> WitnessPolicy.Rule {
        guard let rule = rules[name] else { throw Problem(.unknownName) }
        return rule
    }

    private mutating func define(_ name: [UInt8], as rule: WitnessPolicy.Rule) throws(Problem) {
        guard name != Self.noName, rules[name] == nil else { throw Problem(.nameTaken) }
        rules[name] = rule
    }

    private static func address(_ words: ArraySlice<[UInt8]>) -> String? {
        words.first.map { String(decoding: $0, as: UTF8.self) }
    }
}
