/// Blurs a picture's luma with two moving averages along rows and columns and keeps 64 × 64 of the results.
///
/// Every sum takes its samples in the order in which the published reference takes them, so every result has the same
/// bits. Beyond that nothing is kept: the picture runs through in strips of 16 rows, and only the rows that a window
/// still needs are in memory. Along rows the 16 rows of a strip are the lanes; along columns, neighbouring columns are.
/// The second pass along rows gives only the 64 columns that are kept.
struct PDQFilter: ~Copyable {
    private static let side = BoxWindow.samples
    private static let stripRows = PixelBuffer.stripRows

    private let pixels: PixelBuffer
    private let horizontal: BoxWindow
    private let vertical: BoxWindow
    /// Columns in groups of four, the last group filled up.
    private let groups: Int
    /// Groups from one row of `blurred` to the next: an odd number of cache lines, so that rows don't share sets.
    private let pitch: Int
    /// Rows that `blurred` and `kept` hold; the row for y lies at y modulo this.
    private let ringRows: Int
    private let margin: Int

    /// One strip of luma and one of the first column pass: 16 lanes a column, with zero columns on both sides.
    private let strip: LaneBuffer
    /// Rows after the first pass along rows.
    private let blurred: LaneBuffer
    /// A row of zeros, for what lies outside the picture.
    private let blank: LaneBuffer
    /// The running sums of the first pass along columns.
    private let columnSums: LaneBuffer
    /// Rows of the 64 kept columns, after the second pass along rows.
    private let kept: LaneBuffer
    /// The running sums of the second pass along columns.
    private let keptSums: LaneBuffer
    /// The 64 kept columns of one strip, 16 lanes a column.
    private let sampled: LaneBuffer

    private var rowsBlurred = 0
    private var rowsKept = 0
    private var samplesDone = 0

    init(pixels: PixelBuffer) {
        self.pixels = pixels
        horizontal = BoxWindow(length: pixels.width)
        vertical = BoxWindow(length: pixels.height)
        groups = (pixels.width + 3) / 4
        pitch = 4 * ((groups + 3) / 4 | 1)
        let rows = Self.stripRows
        ringRows = rows * ((vertical.behind + rows - 1) / rows + 1 + (vertical.ahead + rows - 1) / rows)
        margin = 4 * horizontal.behind
        strip = LaneBuffer(count: margin + 16 * groups + 4 * (horizontal.ahead + 1))
        blurred = LaneBuffer(count: pitch * ringRows)
        blank = LaneBuffer(count: pitch)
        columnSums = LaneBuffer(count: groups)
        kept = LaneBuffer(count: Self.side / 4 * ringRows)
        keptSums = LaneBuffer(count: Self.side / 4)
        sampled = LaneBuffer(count: 4 * Self.side)
    }

    /// - Parameters:
    ///   - samples: The picture's samples.
    ///   - output: 64 × 64 averages, row after row.
    mutating func run(samples: UnsafeRawBufferPointer, output: UnsafeMutableBufferPointer<Float>) {
        let height = pixels.height
        for firstRow in stride(from: 0, to: height, by: Self.stripRows) {
            let needed = min(firstRow + Self.stripRows + vertical.ahead, height)
            while rowsBlurred < needed {
                pixels.fillLuma(from: rowsBlurred, samples: samples, into: strip.start + margin)
                blurAlongRows()
                rowsBlurred += Self.stripRows
            }
            if firstRow == 0 { startColumnSums() }
            blurAlongColumns(from: firstRow)
            keepSampledColumns(from: firstRow)
            while rowsKept < min(firstRow + Self.stripRows, height) {
                addKeptRow(output)
            }
        }
        finish(output)
    }

    private func blurredRow(_ row: Int) -> UnsafeMutablePointer<Lanes> {
        row >= 0 && row < pixels.height ? blurred.start + pitch * (row % ringRows) : blank.start
    }

    /// First pass along rows, one strip: from 16 lanes a column to rows.
    private func blurAlongRows() {
        let window = horizontal
        let columns = strip.start + margin
        let target = blurred.start + pitch * (rowsBlurred % ringRows)
        let ahead = 4 * window.ahead
        let behind = 4 * window.behind
        for quarter in 0..<4 {
            var sum = Lanes.zero
            for column in 0..<window.ahead { sum += columns[4 * column + quarter] }
            let row0 = target + pitch * 4 * quarter
            let row1 = row0 + pitch
            let row2 = row1 + pitch
            let row3 = row2 + pitch
            var next = columns + quarter
            for group in 0..<groups {
                let first = 4 * group
                let sum0 = sum + next[ahead] - next[-behind]
                let sum1 = sum0 + next[ahead + 4] - next[4 - behind]
                let sum2 = sum1 + next[ahead + 8] - next[8 - behind]
                let sum3 = sum2 + next[ahead + 12] - next[12 - behind]
                sum = sum3
                next += 16
                let counts = Self.counts(of: window, from: first)
                let rows = transposed(sum0, sum1, sum2, sum3)
                row0[group] = rows.0 / counts
                row1[group] = rows.1 / counts
                row2[group] = rows.2 / counts
                row3[group] = rows.3 / counts
            }
        }
    }

    @inline(__always)
    private static func counts(of window: BoxWindow, from first: Int) -> Lanes {
        if first >= window.behind, first + 3 + window.ahead < window.length {
            return Lanes(repeating: Float(window.size))
        }
        // Columns that only fill up the last group have no count; any will do.
        return Lanes(
            Float(max(window.count(at: first), 1)),
            Float(max(window.count(at: first + 1), 1)),
            Float(max(window.count(at: first + 2), 1)),
            Float(max(window.count(at: first + 3), 1))
        )
    }

    private func startColumnSums() {
        for row in 0..<vertical.ahead {
            let source = blurredRow(row)
            for group in 0..<groups { columnSums.start[group] += source[group] }
        }
    }

    /// First pass along columns, one strip: from rows to 16 lanes a column.
    private func blurAlongColumns(from firstRow: Int) {
        let sums = columnSums.start
        let columns = strip.start + margin
        for quarter in 0..<4 {
            let row = firstRow + 4 * quarter
            let (enter0, leave0) = (blurredRow(row + vertical.ahead), blurredRow(row - vertical.behind))
            let (enter1, leave1) = (blurredRow(row + 1 + vertical.ahead), blurredRow(row + 1 - vertical.behind))
            let (enter2, leave2) = (blurredRow(row + 2 + vertical.ahead), blurredRow(row + 2 - vertical.behind))
            let (enter3, leave3) = (blurredRow(row + 3 + vertical.ahead), blurredRow(row + 3 - vertical.behind))
            let counts = Self.counts(of: vertical, from: row)
            var output = columns + quarter
            for group in 0..<groups {
                let sum0 = sums[group] + enter0[group] - leave0[group]
                let sum1 = sum0 + enter1[group] - leave1[group]
                let sum2 = sum1 + enter2[group] - leave2[group]
                let sum3 = sum2 + enter3[group] - leave3[group]
                sums[group] = sum3
                let turned = transposed(sum0, sum1, sum2, sum3)
                output[0] = turned.0 / counts
                output[4] = turned.1 / counts
                output[8] = turned.2 / counts
                output[12] = turned.3 / counts
                output += 16
            }
        }
        // The second pass along rows relies on zeros right of the picture.
        for lane in 4 * pixels.width..<16 * groups { columns[lane] = .zero }
    }

    /// Second pass along rows, one strip: only the 64 sampled columns are divided and kept.
    private func keepSampledColumns(from firstRow: Int) {
        let window = horizontal
        let columns = strip.start + margin
        var (sum0, sum1, sum2, sum3) = (Lanes.zero, Lanes.zero, Lanes.zero, Lanes.zero)
        for column in 0..<window.ahead {
            let enter = columns + 4 * column
            sum0 += enter[0]
            sum1 += enter[1]
            sum2 += enter[2]
            sum3 += enter[3]
        }
        var column = 0
        for sample in 0..<Self.side {
            let position = window.position(ofSample: sample)
            while column <= position {
                let enter = columns + 4 * (column + window.ahead)
                let leave = columns + 4 * (column - window.behind)
                sum0 = sum0 + enter[0] - leave[0]
                sum1 = sum1 + enter[1] - leave[1]
                sum2 = sum2 + enter[2] - leave[2]
                sum3 = sum3 + enter[3] - leave[3]
                column += 1
            }
            let count = Float(window.count(at: position))
            let output = sampled.start + 4 * sample
            output[0] = sum0 / count
            output[1] = sum1 / count
            output[2] = sum2 / count
            output[3] = sum3 / count
        }
        turnSampledColumns(to: firstRow)
    }

    private func turnSampledColumns(to firstRow: Int) {
        let rowGroups = Self.side / 4
        let target = kept.start + rowGroups * (firstRow % ringRows)
        for quarter in 0..<4 {
            for group in 0..<rowGroups {
                let source = sampled.start + 16 * group + quarter
                let rows = transposed(source[0], source[4], source[8], source[12])
                let output = target + rowGroups * 4 * quarter + group
                output[0] = rows.0
                output[rowGroups] = rows.1
                output[2 * rowGroups] = rows.2
                output[3 * rowGroups] = rows.3
            }
        }
    }

    /// Second pass along columns: takes in the next row and gives out the row whose window it completes.
    private mutating func addKeptRow(_ output: UnsafeMutableBufferPointer<Float>) {
        let row = rowsKept
        addToKeptSums(row, leaving: row - vertical.size)
        rowsKept += 1
        emit(row - vertical.ahead, output)
    }

    private func addToKeptSums(_ row: Int, leaving: Int) {
        let rowGroups = Self.side / 4
        let sums = keptSums.start
        if row < pixels.height {
            let enter = kept.start + rowGroups * (row % ringRows)
            for group in 0..<rowGroups { sums[group] += enter[group] }
        }
        if leaving >= 0 {
            let leave = kept.start + rowGroups * (leaving % ringRows)
            for group in 0..<rowGroups { sums[group] -= leave[group] }
        }
    }

    /// The last rows, whose windows reach below the picture.
    private mutating func finish(_ output: UnsafeMutableBufferPointer<Float>) {
        for row in pixels.height..<pixels.height + vertical.ahead {
            addToKeptSums(row, leaving: row - vertical.size)
            emit(row - vertical.ahead, output)
        }
    }

    private mutating func emit(_ row: Int, _ output: UnsafeMutableBufferPointer<Float>) {
        while samplesDone < Self.side, vertical.position(ofSample: samplesDone) == row {
            let count = Float(vertical.count(at: row))
            for group in 0..<Self.side / 4 {
                let average = keptSums.start[group] / count
                for lane in 0..<4 { output[samplesDone * Self.side + 4 * group + lane] = average[lane] }
            }
            samplesDone += 1
        }
    }
}
