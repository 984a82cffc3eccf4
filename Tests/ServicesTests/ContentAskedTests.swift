import Cooperation
import Services
import Testing

@Suite struct `A request for what somebody said` {
    @Test func `is doubted by twenty-five points more than one for other data`() async throws {
        let scene = try await RequestScene.make()
        try await scene.sync()
        func doubt(_ categories: [DataCategory]) async throws -> Assessment {
            let asked = try await scene.record(.disclosure, "OTHER", from: "TEST Ministry") {
                $0.categories = categories
            }
            return try #require(try await scene.assessment(asked.id))
        }
        let other = try await doubt([.subscriber, .traffic])
        let content = try await doubt([.subscriber, .content])
        #expect(Set(content.factors).subtracting(other.factors) == [.contentAsked])
        #expect(content.riskScore == other.riskScore + 25)
    }
}
