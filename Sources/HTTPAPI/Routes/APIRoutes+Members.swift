import Cooperation
import HTTPServing
import HTTPTypes
import Services

extension APIRoutes {
    func organisations() throws -> [APIRoute] {
        [
            try route(
                .get,
                "/v1/organisations",
                "listOrganisations",
                .readOrganisations,
                limits: .reading,
                query: Self.pageParameters
            ) { request, _ in
                let page = try PageRequest(
                    request.query(knowing: Self.pageParameters),
                    list: "organisations",
                    node: node
                )
                let found = try await node.organisations(after: page.afterID(), limit: page.limit)
                return try self.page(
                    found.organisations.map(WireOrganisation.init),
                    next: found.next,
                    list: "organisations"
                )
            },
            try route(
                .post,
                "/v1/organisations",
                "registerOrganisation",
                .registerOrganisations
            ) { request, caller in
                let wire = try await request.readJSON(as: WireRegistration.self)
                return try await answering {
                    try await node.registerOrganisation(
                        id: wire.id,
                        kind: wire.kind,
                        name: wire.name,
                        interests: try wire.interests.map { wire throws(Refusal) in try wire.interests() },
                        by: caller
                    )
                } with: { view in
                    try .created(
                        "/v1/organisations/\(view.organisation.id)",
                        .encoding(WireOrganisation(view))
                    )
                }
            },
            try route(
                .get,
                "/v1/organisations/{id}",
                "readOrganisation",
                .readOrganisations,
                limits: .reading
            ) { request, _ in
                try .json(encoding: WireOrganisation(try await node.organisation(request.path.id())))
            },
            try route(
                .post,
                "/v1/organisations/{id}/standing",
                "changeStanding",
                .changeStanding
            ) { request, caller in
                let wire = try await request.readJSON(as: WireStanding.self)
                return try await answering {
                    try await node.changeStanding(
                        of: try request.path.id(),
                        to: wire.standing,
                        reason: wire.reason,
                        by: caller
                    )
                } with: { view in
                    try .json(encoding: WireOrganisation(view))
                }
            },
            try route(
                .post,
                "/v1/organisations/{id}/interests",
                "declareInterests",
                .declareInterests
            ) { request, caller in
                let wire = try await request.readJSON(as: WireInterests.self)
                return try await answering {
                    try await node.declareInterests(
                        of: try request.path.id(),
                        wire.interests(),
                        by: caller
                    )
                } with: { view in
                    try .json(encoding: WireOrganisation(view))
                }
            },
        ]
    }

    func declaredExercises() throws -> [APIRoute] {
        [
            try route(
                .post,
                "/v1/organisations/{id}/exercises",
                "declareExercises",
                .keepExercises
            ) { request, caller in
                let wire = try await request.readJSON(as: WireTakesExercises.self)
                return try await answering {
                    try await node.declareExercises(
                        of: try request.path.id(),
                        wire.takesExercises,
                        by: caller
                    )
                } with: { view in
                    try .json(encoding: WireOrganisation(view))
                }
            }
        ]
    }

    func agreements() throws -> [APIRoute] {
        [
            try route(
                .get,
                "/v1/agreements",
                "listAgreements",
                .readAgreements,
                limits: .reading,
                query: Self.pageParameters
            ) { request, caller in
                let page = try PageRequest(request.query(knowing: Self.pageParameters), list: "agreements", node: node)
                let found = try await node.agreements(after: page.afterID(), limit: page.limit, for: caller)
                return try self.page(found.agreements.map(WireAgreement.init), next: found.next, list: "agreements")
            },
            try route(.post, "/v1/agreements", "proposeAgreement", .proposeAgreements) { request, caller in
                let wire = try await request.readJSON(as: WireNewAgreement.self)
                return try await answering {
                    try await node.proposeAgreement(
                        title: wire.title,
                        parties: wire.parties,
                        use: wire.use,
                        validUntil: wire.validUntil,
                        by: caller
                    )
                } with: { view in
                    try .created("/v1/agreements/\(view.agreement.id)", .encoding(WireAgreement(view)))
                }
            },
            try route(
                .get,
                "/v1/agreements/{id}",
                "readAgreement",
                .readAgreements,
                limits: .reading
            ) { request, caller in
                try .json(encoding: WireAgreement(try await node.agreement(request.path.id(), for: caller)))
            },
            try route(
                .post,
                "/v1/agreements/{id}/acceptance",
                "acceptAgreement",
                .joinAgreements,
                limits: .reading
            ) { request, caller in
                try await answering {
                    try await node.acceptAgreement(request.path.id(), by: caller)
                } with: { view in
                    try .json(encoding: WireAgreement(view))
                }
            },
            try route(
                .post,
                "/v1/agreements/{id}/departure",
                "leaveAgreement",
                .joinAgreements,
                limits: .reading
            ) { request, caller in
                try await answering {
                    try await node.leaveAgreement(request.path.id(), by: caller)
                } with: { view in
                    try .json(encoding: WireAgreement(view))
                }
            },
        ]
    }

    func banks() throws -> [APIRoute] {
        [
            try route(
                .get,
                "/v1/banks",
                "listBanks",
                .readBanks,
                limits: .reading,
                query: Self.pageParameters
            ) { request, caller in
                let page = try PageRequest(request.query(knowing: Self.pageParameters), list: "banks", node: node)
                let found = try await node.banks(after: page.afterID(), limit: page.limit, for: caller)
                return try self.page(found.banks.map { WireBank($0) }, next: found.next, list: "banks")
            },
            try route(.post, "/v1/banks", "openBank", .keepBanks) { request, caller in
                let wire = try await request.readJSON(as: WireNewBank.self)
                let settings = try wire.settings.map { wire throws(Refusal) in try wire.settings(over: nil) }
                return try await answering {
                    try await node.openBank(
                        name: wire.name,
                        agreement: wire.agreement,
                        settings: settings ?? BankSettings(),
                        verifier: wire.externalVerifier(),
                        by: caller
                    )
                } with: { view in
                    try .created("/v1/banks/\(view.bank.id)", .encoding(WireBank(view)))
                }
            },
            try route(.get, "/v1/banks/{id}", "readBank", .readBanks, limits: .reading) { request, caller in
                let id: ID<Bank> = try request.path.id()
                let view = try await node.bank(id, for: caller)
                let signals = try await node.signalCount(in: id, for: caller)
                return try .json(encoding: WireBank(view, signals: signals))
            },
            try route(.patch, "/v1/banks/{id}", "changeBank", .keepBanks) { request, caller in
                let wire = try await request.readJSON(as: WireBankSettings.self)
                let id: ID<Bank> = try request.path.id()
                return try await answering {
                    try await node.changeBankSettings(
                        id,
                        { known throws(Refusal) in try wire.settings(over: known) },
                        by: caller
                    )
                } with: { view in
                    try .json(encoding: WireBank(view))
                }
            },
            try route(
                .post,
                "/v1/banks/{id}/enforcement",
                "switchEnforcement",
                .switchEnforcement
            ) { request, caller in
                let wire = try await request.readJSON(as: WireEnforcement.self)
                return try await answering {
                    try await node.changeBank(
                        try request.path.id(),
                        .switchEnforcement(wire.enforced),
                        by: caller
                    )
                } with: { view in
                    try .json(encoding: WireBank(view))
                }
            },
            try route(
                .post,
                "/v1/banks/{id}/closure",
                "closeBank",
                .keepBanks,
                limits: .reading
            ) { request, caller in
                try await answering {
                    try await node.changeBank(request.path.id(), .close, by: caller)
                } with: { view in
                    try .json(encoding: WireBank(view))
                }
            },
        ]
    }

    func submissions() throws -> [APIRoute] {
        [
            try route(
                .get,
                "/v1/submissions",
                "listSubmissions",
                .readSubmissions,
                limits: .reading,
                query: Self.pageParameters
            ) { request, caller in
                let page = try PageRequest(request.query(knowing: Self.pageParameters), list: "submissions", node: node)
                let found = try await node.submissions(after: page.afterID(), limit: page.limit, for: caller)
                return try self.page(found.submissions.map(WireSubmission.init), next: found.next, list: "submissions")
            },
            try route(.post, "/v1/submissions", "submit", .submit) { request, caller in
                let wire = try await request.readJSON(as: WireNewSubmission.self)
                return try await answering {
                    try await node.submit(
                        kind: wire.kind,
                        behaviours: Set(wire.behaviours),
                        reference: wire.reference,
                        reasons: wire.reasons,
                        by: caller
                    )
                } with: { view in
                    try .created("/v1/submissions/\(view.submission.id)", .encoding(WireSubmission(view)))
                }
            },
            try route(
                .get,
                "/v1/submissions/{id}",
                "readSubmission",
                .readSubmissions,
                limits: .reading
            ) { request, caller in
                try .json(encoding: WireSubmission(try await node.submission(request.path.id(), for: caller)))
            },
            try route(
                .post,
                "/v1/submissions/{id}/refusal",
                "declineSubmission",
                .answerSubmissions
            ) { request, caller in
                let wire = try await request.readJSON(as: WireReason.self)
                return try await answering {
                    try await node.declineSubmission(try request.path.id(), reason: wire.reason, by: caller)
                } with: { view in
                    try .json(encoding: WireSubmission(view))
                }
            },
        ]
    }
}
