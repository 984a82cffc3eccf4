import CanonicalJSON
import Cooperation
import HTTPServing
import Services

/// Why one line was refused, while the others go on.
struct LineFailure: Encodable, Error {
    let code: String
    let detail: String
    let pointer: String?

    /// `nil` for what ends the whole stream.
    init?(_ error: any Error) {
        switch error {
        case let refusal as Refusal:
            (code, detail, pointer) = (refusal.code, refusal.message, refusal.pointer)
        case let error as JSONError:
            code = error.pointer == nil ? ProblemCode.malformedJSON.rawValue : ProblemCode.invalidRequest.rawValue
            (detail, pointer) = (error.pointer == nil ? error.description : error.message, error.pointer)
        default: return nil
        }
    }
}

/// The answer to one line.
enum LineAnswer {
    /// Reads a line as a wire type.
    static func read<Value: Decodable>(_ type: Value.Type, _ line: LineParser.Line) throws(JSONError) -> Value {
        let json = try JSONValue(parsing: line.bytes, limits: JSONLimits(bytesMax: line.bytes.count))
        return try JSONValueDecoder().decode(type, from: json)
    }

    /// What came of a line, with its number.
    static func json(_ line: LineParser.Line, _ value: some Encodable) throws(JSONError) -> JSONValue {
        var members = try JSONValueEncoder().encode(value).objectValue ?? [:]
        members["line"] = .integer(Int64(line.number))
        return .object(members)
    }

    /// Why a line was refused, with its number.
    static func json(_ line: LineParser.Line, _ failure: LineFailure) throws(JSONError) -> JSONValue {
        ["line": .integer(Int64(line.number)), "error": try JSONValueEncoder().encode(failure)]
    }
}
