/// The rooms of the house and the arrows between them, as docs/architecture.md draws them.
enum Rooms {
    /// What a room is, and so what it may touch.
    enum Part {
        case pure
        case useCases
        case adapter
        case edgeKit
        case edge
        case root
        case testSupport
    }

    static let parts: [String: Part] = [
        "CanonicalJSON": .pure, "Fingerprints": .pure, "FingerprintSearch": .pure, "TransparencyLog": .pure,
        "Passkeys": .pure, "Statements": .pure, "Cooperation": .pure, "Documents": .pure,
        "Services": .useCases,
        "Media": .adapter, "Store": .adapter, "Interchange": .adapter, "Mail": .adapter, "Messaging": .adapter,
        "CivilTime": .adapter, "Printing": .adapter,
        "HTTPServing": .edgeKit,
        "HTTPAPI": .edge, "PartnerAPI": .edge, "Console": .edge, "Commands": .edge,
        "perisai": .root,
        "TestSupport": .testSupport,
    ]

    /// Which of the pure rooms a pure room may import.
    static let arrowsAmongPure: [String: Set<String>] = [
        "CanonicalJSON": [],
        "Fingerprints": ["CanonicalJSON"],
        "FingerprintSearch": ["Fingerprints", "CanonicalJSON"],
        "TransparencyLog": ["CanonicalJSON"],
        "Passkeys": ["CanonicalJSON"],
        "Statements": ["CanonicalJSON"],
        "Cooperation": ["Fingerprints", "CanonicalJSON", "Statements"],
        "Documents": ["CanonicalJSON", "Cooperation"],
    ]

    /// The rooms written in C, and who may open their doors.
    static let cRooms: [String: Set<String>] = [
        "CSearchKernels": ["FingerprintSearch"],
        "CVips": ["CMediaConfinement", "Media"],
        "CMediaConfinement": ["Media"],
        "CConsoleAssets": ["Console"],
        "CInstruments": ["Commands"],
        "CInternational": ["Console"],
        "CSodium": ["perisai"],
        "CCurl": ["CMailTransfer"],
        "CMailTransfer": ["Mail"],
        "CQREncode": ["Console", "Printing"],
        "CPrinting": ["Printing"],
    ]

    /// What a room written in C may include besides its own headers: headers by name, folders with a slash at the end.
    static let headers: [String: Set<String>] = [
        // A kernel of a pure room computes and holds memory, and no more.
        "CSearchKernels": [
            "arm_neon.h", "immintrin.h", "stdbool.h", "stddef.h", "stdint.h", "stdlib.h", "string.h", "sys/mman.h",
        ],
        "CVips": ["vips/"],
        "CConsoleAssets": ["limits.h", "stddef.h", "zlib.h"],
        "CInstruments": ["stddef.h"],
        "CInternational": ["stdint.h", "stdlib.h", "unicode/"],
        "CSodium": ["sodium.h"],
        "CQREncode": ["qrencode.h"],
        "CPrinting": [
            "cairo-pdf.h", "fcntl.h", "pango/", "signal.h", "stdbool.h", "stdint.h", "sys/", "unistd.h",
        ],
        "CMediaConfinement": [
            "arpa/inet.h", "dirent.h", "errno.h", "fcntl.h", "linux/", "malloc.h", "netinet/in.h", "sched.h",
            "setjmp.h", "signal.h", "stdbool.h", "stddef.h", "stdint.h", "stdlib.h", "sys/", "time.h", "unistd.h",
            "vips/",
        ],
        "CCurl": ["curl/"],
        "CMailTransfer": ["curl/", "stdatomic.h", "stdbool.h", "stddef.h", "stdlib.h", "string.h"],
    ]

    /// All that a pure room may import from outside this package: none of it reads, sends or waits.
    static let librariesOfPure: Set<String> = [
        "Swift", "Crypto", "FoundationEssentials", "Synchronization", "SwiftASN1", "X509",
    ]

    /// Libraries that only some rooms may import.
    ///
    /// The longest beginning that fits a module's name decides; what no line names is open to every room that is not pure.
    static let homes: [(prefix: String, rooms: Set<String>)] = [
        ("GRDB", ["Store"]),
        ("SwiftASN1", ["Statements"]),
        ("X509", ["Statements"]),
        ("Hummingbird", ["HTTPServing"]),
        ("HTTPTypes", ["HTTPServing", "HTTPAPI", "PartnerAPI", "Console", "Interchange", "Commands", "perisai"]),
        ("NIO", ["HTTPServing", "HTTPAPI", "PartnerAPI", "Console", "Interchange", "Mail", "Commands", "perisai"]),
        ("AsyncHTTPClient", ["Interchange", "Commands", "perisai", "TestSupport"]),
        ("Mustache", ["Console"]),
        ("ArgumentParser", ["Commands", "perisai"]),
        ("Subprocess", ["Media", "Printing", "Commands", "perisai", "TestSupport"]),
        ("Testing", ["TestSupport"]),
        ("XCTest", []),
    ]

    /// Why a room may not use a module, or nothing if it may.
    ///
    /// - Parameters:
    ///   - module: A room of ours, or a library's module or product.
    ///   - room: Who wants to use it.
    /// - Returns: A sentence, or `nil`.
    static func objection(to module: String, from room: String) -> String? {
        if parts[module] != nil {
            return arrows(from: room).contains(module) ? nil : "\(room) must not import \(module)"
        }
        if let rooms = cRooms[module] {
            return rooms.contains(room) ? nil : "only \(rooms.sorted()) may import \(module)"
        }
        if cRooms[room] != nil {
            return "\(room) is written in C and must not depend on \(module)"
        }
        if parts[room] == .pure, !librariesOfPure.contains(module) {
            return "\(room) is pure and must not import \(module)"
        }
        let home = homes.filter { module.hasPrefix($0.prefix) }.max { $0.prefix.count < $1.prefix.count }
        guard let home, !home.rooms.contains(room) else { return nil }
        return "\(room) must not import \(module)"
    }

    /// The rooms of ours that a room may import.
    static func arrows(from room: String) -> Set<String> {
        guard let part = parts[room] else { return [] }
        switch part {
        case .pure: return arrowsAmongPure[room] ?? []
        case .useCases: return names(of: .pure)
        case .adapter: return names(of: .pure).union(names(of: .useCases))
        case .edgeKit: return names(of: .pure).union(names(of: .useCases))
        case .edge:
            let below = names(of: .pure).union(names(of: .useCases))
            return room == "Commands" ? below : below.union(names(of: .edgeKit))
        case .root: return Set(parts.keys).subtracting(["TestSupport", "perisai"])
        case .testSupport: return names(of: .pure).union(names(of: .useCases))
        }
    }

    private static func names(of part: Part) -> Set<String> {
        Set(parts.filter { $0.value == part }.keys)
    }
}
