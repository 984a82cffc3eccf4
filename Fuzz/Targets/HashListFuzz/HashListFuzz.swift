import CanonicalJSON
import Fingerprints
import Lists

/// No list crashes its reader; a hash that is read is read again from its own line, what becomes of a line is one object,
/// and a row of CSV holds what was put into it.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
    var hashes = HashListParser()
    var signals = SignalListParser(defaults: .init(behaviours: ["threat"], source: "TEST"))
    for line in lines {
        for entry in (try? hashes.take(line)) ?? [] {
            var again = HashListParser()
            let written = "\(entry.fingerprint.kind.rawValue) \(entry.fingerprint.value)"
            precondition((try? again.take(written.utf8))?.map(\.fingerprint) == [entry.fingerprint], "a hash changed")
        }
        if let object = try? signals.take(line) {
            precondition(object.objectValue != nil, "a line became no object")
            precondition((try? JSONValue(parsingCanonical: object.canonicalBytes)) == object, "an object changed")
        }
    }
    precondition(hashes.lines == lines.count && signals.lines == lines.count, "a line was not counted")

    let fields = lines.map { String(decoding: $0, as: UTF8.self).replacing("\r", with: " ") }
    let row = fields.map(CSVRow.field).joined(separator: ",")
    let read = (try? CSVRow.fields(of: row[...], line: 1)) ?? []
    precondition(read.elementsEqual(fields) { $0.utf8.elementsEqual($1.utf8) }, "a row holds something else")
    return 0
}
