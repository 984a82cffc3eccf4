import Cooperation
import Services
import Store
import Testing

/// What intelligence asks, by its instruments, as everybody is told of it.
@Suite struct `Uses by intelligence` {
    private static func document(
        _ scene: RequestScene,
        _ office: ID<Office>,
        _ signer: RequestScene.Signer,
        _ source: RequestDocument.Authorisation.Source?
    ) throws -> RequestDocument {
        var document = try scene.document(.disclosure, RequestScene.secret)
        document.office = office
        document.officer = signer.record
        document.encryptionKey = signer.sealing
        document.categories = [.subscriber]
        document.legalBasis = RequestDocument.LegalBasis(
            statute: "TEST act, article 9",
            authorisation: source.map {
                RequestDocument.Authorisation(source: $0, number: "TEST 7", givenAt: document.issuedAt)
            }
        )
        return document
    }

    @Test func `are taken with a minister's word alone, and counted for their half-year once its month is over`()
        async throws
    {
        let scene = try await RequestScene.make()
        let node = scene.exchange.node
        let office = try await scene.enterIntelligence()
        let signer = try await RequestScene.signer(
            .officer,
            at: office,
            of: scene.authorityAdministrator,
            scene.authorityAdministrator,
            scene.exchange,
            scene.secretary
        )
        func file(_ source: RequestDocument.Authorisation.Source?, isExercise: Bool = false) async throws -> String? {
            var document = try Self.document(scene, office, signer, source)
            if isExercise {
                document.isExercise = true
                try await scene.plan(document)
            }
            let statement = try RequestScene.sign(document, signer.key)
            return try await RequestScene.code { try await node.fileSignedRequest(statement) }
        }
        scene.set(try #require(Timestamp("2018-11-20T00:00:00Z")))
        let others: [RequestDocument.Authorisation.Source?] = [nil, .prosecutor, .judge]
        for source in others {
            #expect(try await file(source) == "authorisation-missing", "The instrument needs a minister.")
        }
        #expect(try await scene.events() == 0)
        for _ in 0..<2 { #expect(try await file(.minister) == nil) }
        #expect(try await file(.minister, isExercise: true) == nil)
        _ = try await scene.ask(.disclosure, "ID_TEST_DATA")
        #expect(try await node.requestFigures().intelligence.isEmpty, "The month goes on.")
        scene.set(try #require(Timestamp("2018-12-05T00:00:00Z")))
        #expect(
            try await node.requestFigures().intelligence == ["2018-07-01": 2],
            "Police and practice count for none."
        )
        scene.set(try #require(Timestamp("2019-01-10T00:00:00Z")))
        #expect(try await file(.minister) == nil)
        scene.set(try #require(Timestamp("2019-02-05T00:00:00Z")))
        #expect(try await node.requestFigures().intelligence == ["2018-07-01": 2, "2019-01-01": 1])
    }
}
