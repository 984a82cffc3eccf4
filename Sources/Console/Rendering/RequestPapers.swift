import Documents

/// What makes pages and paper of requests and answers.
package struct RequestPapers: Sendable {
    let printing: any DocumentPrinting
    let drawing: any CodeDrawing

    /// Takes a printer, and what draws QR codes.
    package init(printing: any DocumentPrinting, drawing: any CodeDrawing) {
        self.printing = printing
        self.drawing = drawing
    }
}
