import Cooperation
import Testing

@Suite("A draft of requests")
struct RequestDraftTests {
    static let specification = Transition.table(
        """
        write | nothing -> written
        write | written plain signed signedPlain filed discarded -> !already-written
        writeAlone | nothing -> written
        writeAlone | written plain signed signedPlain filed discarded -> !already-written
        writeToNobody | nothing -> !addressees-missing
        writeToNobody | written plain signed signedPlain filed discarded -> !already-written
        writeToMany | nothing -> !too-many-addressees
        writeToMany | written plain signed signedPlain filed discarded -> !already-written
        sign | nothing -> !not-found
        sign | written plain -> signed
        sign | signed signedPlain -> !already-signed
        sign | filed -> !already-filed
        sign | discarded -> !draft-discarded
        file | nothing -> !not-found
        file | written plain -> !not-signed
        file | signed signedPlain -> filed
        file | filed -> !already-filed
        file | discarded -> !draft-discarded
        fileAlone | nothing -> !not-found
        fileAlone | written plain -> !not-signed
        fileAlone | signed -> !co-signature-missing
        fileAlone | signedPlain -> filed
        fileAlone | filed -> !already-filed
        fileAlone | discarded -> !draft-discarded
        discard | nothing -> !not-found
        discard | written plain signed signedPlain -> discarded
        discard | filed -> !already-filed
        discard | discarded -> -
        discardAtLength | nothing -> !not-found
        discardAtLength | written plain signed signedPlain discarded -> !text-too-long
        discardAtLength | filed -> !already-filed
        """
    )

    private static func writing(_ count: Int, needsCoSignature: Bool = true) -> RequestDraftWritten {
        RequestDraftWritten(
            kind: .removalOrder,
            instrument: "ID_TEST_ORDER",
            office: .number(710),
            officer: .number(720),
            requests: (0..<count).map { .number(730 + UInt64($0)) },
            addressees: (0..<count).map { .member(.number(800 + UInt64($0))) },
            items: count * 2,
            needsCoSignature: needsCoSignature,
            isExercise: false
        )
    }

    static func machine() throws -> StateMachine<RequestDraft> {
        let (documents, signed) = (Build.text("documents"), Build.text("signed"))
        let commands: [String: RequestDraftCommand] = [
            "write": .write(writing(50), documents: documents),
            "writeAlone": .write(writing(1, needsCoSignature: false), documents: documents),
            "writeToNobody": .write(writing(0), documents: documents),
            "writeToMany": .write(writing(51), documents: documents),
            "sign": .sign(key: Build.keyID("a"), signed: signed), "file": .file(supervisor: .number(721)),
            "fileAlone": .file(supervisor: nil), "discard": .discard(reason: Build.text("reason")),
            "discardAtLength": .discard(reason: String(repeating: "x", count: 10_001)),
        ]
        let decisions: [String: StateMachine<RequestDraft>.Decision] = commands.mapValues { command in
            { try RequestDraft.decide($0, command, id: .number(740)) }
        }
        func after(_ commands: String...) throws -> RequestDraft? {
            var state: RequestDraft?
            for command in commands {
                state = try RequestDraft.after(state, decisions[command]?(state) ?? [], by: .number(2))
            }
            return state
        }
        return StateMachine(
            states: [
                "nothing": nil, "written": try after("write"), "plain": try after("writeAlone"),
                "signed": try after("write", "sign"), "signedPlain": try after("writeAlone", "sign"),
                "filed": try after("write", "sign", "file"), "discarded": try after("write", "discard"),
            ],
            commands: decisions,
            author: .number(2)
        )
    }

    @Test("answers every command in every state as specified", arguments: specification)
    func answers(_ transition: Transition) throws { try Self.machine().check(transition) }

    @Test("has a specified answer for every pair of state and command")
    func isSpecifiedCompletely() throws { try Self.machine().checkCompleteness(Self.specification) }

    @Test("belongs to the authority that wrote it")
    func facets() throws {
        let filed = try #require(try Self.machine().states["filed"] ?? nil)
        #expect(filed.value(of: .authority) == .text(ID<Organisation>.number(2).description))
        #expect(filed.value(of: .state) == .text("filed") && filed.supervisor == .number(721))
    }
}
