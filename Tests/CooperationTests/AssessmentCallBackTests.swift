import Cooperation
import Testing

/// Calling back somebody of whom the register has no number.
@Suite struct `A call back` {
    private static func scene(isUnregistered: Bool) throws -> Scene {
        try Scene(
            AssessmentOpened(
                kind: .disclosure,
                authority: nil,
                country: "ID",
                categories: [.subscriber],
                items: 1,
                isExercise: false,
                isFirstOfKind: false,
                factors: [],
                isUnregistered: isUnregistered
            )
        )
    }

    private static func call(
        _ result: IdentityCheck.Result = .confirmed,
        _ called: IdentityCheck.Called? = nil,
        by method: IdentityCheck.Method = .callBack
    ) -> AssessmentCommand {
        .checkIdentity(method, result, note: Build.text("note"), by: AssessmentTests.caller, called: called)
    }

    @Test func `confirms nobody who is in no register without a number and where that is from`() throws {
        var scene = try Self.scene(isUnregistered: true)
        let halves: [IdentityCheck.Called?] = [
            nil, IdentityCheck.Called(number: "", source: ""),
            IdentityCheck.Called(number: "+62 21 555 0100", source: " "),
            IdentityCheck.Called(number: "", source: "TEST directory"),
        ]
        for called in halves {
            #expect(try scene.refusal(Self.call(.confirmed, called)) == "text-missing")
        }
        #expect(scene.assessment?.isIdentified == false)
        let acts = try scene.act(
            Self.call(.confirmed, IdentityCheck.Called(number: "+62 21 555 0100", source: "TEST directory"))
        )
        #expect(scene.assessment?.isIdentified == true)
        let sealed = try #require(acts.first?.sealed)
        #expect(sealed["callBack"] == "+62 21 555 0100" && sealed["callBackSource"] == "TEST directory")
        #expect(acts.allSatisfy { $0.facts["callBack"] == nil && $0.facts["number"] == nil })
    }

    @Test func `that reached nobody, or a denial, is noted without a number`() throws {
        for result in [IdentityCheck.Result.unreachable, .denied] {
            var scene = try Self.scene(isUnregistered: true)
            #expect(try scene.refusal(Self.call(result)) == nil)
            #expect(scene.assessment?.isIdentified == false)
        }
        var visited = try Self.scene(isUnregistered: true)
        #expect(try visited.refusal(Self.call(by: .inPerson)) == nil)
    }

    @Test func `to an office of the register goes to the number that stands there`() throws {
        var scene = try Self.scene(isUnregistered: false)
        #expect(try scene.refusal(Self.call()) == nil)
        #expect(scene.assessment?.isIdentified == true)
    }
}
