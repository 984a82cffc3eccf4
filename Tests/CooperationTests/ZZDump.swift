import Cooperation
import Foundation
import Testing

@Suite struct ZZDump {
    @Test func dump() throws {
        try AuthorisationRules.markdown.write(toFile: "/tmp/dump.table", atomically: true, encoding: .utf8)
        try AuthorisationRules.eventsMarkdown.write(toFile: "/tmp/dump.events", atomically: true, encoding: .utf8)
    }
}
