import Cooperation
import HTTPServing
import HTTPTypes
import Services

extension APIRoutes {
    func people() throws -> [APIRoute] {
        [
            try route(
                .get,
                "/v1/organisations/{id}/people",
                "listPeople",
                .readPeople,
                limits: .reading,
                query: Self.pageParameters
            ) { request, caller in
                let page = try PageRequest(request.query(knowing: Self.pageParameters), list: "people", node: node)
                let found = try await node.people(
                    of: try request.path.id(),
                    after: page.afterID(),
                    limit: page.limit,
                    for: caller
                )
                return try self.page(found.people.map(WirePerson.init), next: found.next, list: "people")
            },
            try route(.post, "/v1/organisations/{id}/people", "addPerson", .keepPeople) { request, caller in
                let wire = try await request.readJSON(as: WireNewPerson.self)
                let id: ID<Organisation> = try request.path.id()
                return try await answering {
                    try await node.addPerson(
                        to: id,
                        name: wire.name,
                        roles: Set(wire.roles),
                        languages: wire.languages ?? [],
                        by: caller
                    )
                } with: { view in
                    try .created("/v1/organisations/\(id)/people/\(view.person.id)", .encoding(WirePerson(view)))
                }
            },
            try route(
                .get,
                "/v1/organisations/{id}/people/{person}",
                "readPerson",
                .readPeople,
                limits: .reading
            ) { request, caller in
                let id: ID<Person> = try request.path.id("person")
                let organisation: ID<Organisation> = try request.path.id()
                let view = try await node.noting(.person(id), by: caller) {
                    try await node.person(id, of: organisation, for: caller)
                }
                return try .json(encoding: WirePerson(view))
            },
            try route(
                .patch,
                "/v1/organisations/{id}/people/{person}",
                "changePerson",
                .keepPeople
            ) { request, caller in
                let wire = try await request.readJSON(as: WirePersonChange.self)
                let command: PersonCommand
                switch (wire.roles, wire.languages, wire.officer, wire.left ?? false) {
                case (let roles?, nil, nil, false): command = .changeRoles(Set(roles))
                case (nil, let languages?, nil, false): command = .changeLanguages(languages)
                case (nil, nil, let officer?, false):
                    return try await answering {
                        try await node.nameOfficer(
                            officer,
                            ofPerson: try request.path.id("person"),
                            of: try request.path.id(),
                            by: caller
                        )
                    } with: { view in
                        try .json(encoding: WirePerson(view))
                    }
                case (nil, nil, nil, true): command = .leave
                default:
                    throw Problem.invalidRequest("Give either new roles, or languages, or an officer, or left: true.")
                }
                return try await answering {
                    try await node.changePerson(
                        try request.path.id("person"),
                        of: try request.path.id(),
                        command,
                        by: caller
                    )
                } with: { view in
                    try .json(encoding: WirePerson(view))
                }
            },
            try route(
                .post,
                "/v1/organisations/{id}/people/{person}/invitation",
                "invitePerson",
                .keepPeople,
                limits: .reading
            ) { request, caller in
                let person: ID<Person> = try request.path.id("person")
                return try await tellingOnce(id: person.description) {
                    let (invitation, expiresAt) = try await node.inviteToLogIn(
                        person,
                        of: try request.path.id(),
                        by: caller
                    )
                    return try .json(encoding: WireInvitation(path: invitation.path, expiresAt: expiresAt))
                }
            },
            try route(
                .delete,
                "/v1/organisations/{id}/people/{person}/login",
                "closeLogin",
                .keepPeople,
                limits: .reading
            ) { request, caller in
                let person: ID<Person> = try request.path.id("person")
                let organisation: ID<Organisation> = try request.path.id()
                return try await answering {
                    try await node.closeLogin(of: person, in: organisation, by: caller)
                } with: { _ in
                    .noContent
                }
            },
            try route(
                .delete,
                "/v1/organisations/{id}/people/{person}",
                "erasePerson",
                .keepPeople,
                limits: .reading
            ) { request, caller in
                return try await answering {
                    try await node.erasePerson(
                        try request.path.id("person"),
                        of: try request.path.id(),
                        by: caller
                    )
                } with: { view in
                    try .json(encoding: WirePerson(view))
                }
            },
        ]
    }

    func keys() throws -> [APIRoute] {
        [
            try route(
                .get,
                "/v1/organisations/{id}/keys",
                "listKeys",
                .readKeys,
                limits: .reading,
                query: Self.pageParameters
            ) { request, caller in
                let page = try PageRequest(request.query(knowing: Self.pageParameters), list: "keys", node: node)
                let found = try await node.keys(
                    of: try request.path.id(),
                    after: page.afterID(),
                    limit: page.limit,
                    for: caller
                )
                return try self.page(found.keys.map { WireKey($0) }, next: found.next, list: "keys")
            },
            try route(.post, "/v1/organisations/{id}/keys", "issueKey", .keepKeys) { request, caller in
                let wire = try await request.readJSON(as: WireNewKey.self)
                let id: ID<Organisation> = try request.path.id()
                let path = "/v1/organisations/\(id)/keys/"
                keepSecretShown(IssuedKey.self, at: { "\(path)\($0.key.id)" }, id: { $0.key.id.description })
                let issued = try await node.issueKey(
                    for: id,
                    role: wire.role,
                    person: wire.person,
                    vouches: wire.vouches ?? false,
                    expiresAt: wire.expiresAt,
                    by: caller
                )
                return try .created(
                    "\(path)\(issued.key.id)",
                    .encoding(WireKey(issued.key, secret: issued.secret))
                )
            },
            try route(
                .get,
                "/v1/organisations/{id}/keys/{key}",
                "readKey",
                .readKeys,
                limits: .reading
            ) { request, caller in
                let key = try await node.key(try request.path.id("key"), of: try request.path.id(), for: caller)
                return try .json(encoding: WireKey(key))
            },
            try route(
                .delete,
                "/v1/organisations/{id}/keys/{key}",
                "revokeKey",
                .keepKeys,
                limits: .reading
            ) { request, caller in
                return try await answering {
                    try await node.revokeKey(try request.path.id("key"), of: try request.path.id(), by: caller)
                } with: { _ in
                    .noContent
                }
            },
        ]
    }
}
