import CanonicalJSON
import Cooperation
import Services

extension RemoteAdministration {
    func instruments() async throws -> [JSONValue] { try await list("/v1/instruments") }

    func importInstruments(_ bytes: [UInt8]) async throws -> JSONValue {
        _ = try InstrumentFile(bytes)
        return try await send("POST", "/v1/instruments/import", ["instruments": try JSONValue(parsing: bytes)])
    }

    func offices() async throws -> [JSONValue] { try await list("/v1/offices") }

    func officers() async throws -> [JSONValue] { try await list("/v1/officers") }
}
