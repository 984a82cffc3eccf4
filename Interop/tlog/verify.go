// Verify reads a whole log over HTTP as its clients see it and checks it with Go's own golang.org/x/mod/sumdb packages.
//
//	GOPATH=/usr/share/gocode GO111MODULE=off go run Interop/tlog/verify.go -vkey KEY [-every N] [-older FILE]... URL
//	GOPATH=/usr/share/gocode GO111MODULE=off go run Interop/tlog/verify.go -vkey KEY -proof FILE
//
// It opens URL/checkpoint with sumdb/note, fetches every tile and entry, recomputes the tree from the entries, compares
// each served tile with it, and checks inclusion proofs (of every N-th leaf) and consistency proofs (from each older
// checkpoint, and from sizes in between) that are read from the served tiles. Needs Debian's golang-go and
// golang-golang-x-mod-dev, and no network beyond URL.
package main

import (
	"encoding/base64"
	"flag"
	"fmt"
	"io"
	"net/http"
	"os"
	"strconv"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const (
	tileWidth     = 256
	tileHeight    = 8
	responseBytes = 32 << 20
	fetchTimeout  = 30 * time.Second
)

type checkpoint struct {
	size int64
	root tlog.Hash
}

// openCheckpoint verifies a note and reads its text. The C2SP text is not the one that tlog.ParseTree reads.
func openCheckpoint(message []byte, verifier note.Verifier) (checkpoint, error) {
	opened, err := note.Open(message, note.VerifierList(verifier))
	if err != nil {
		return checkpoint{}, err
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) < 4 || lines[0] != verifier.Name() {
		return checkpoint{}, fmt.Errorf("the note is not a checkpoint of %s", verifier.Name())
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil || size < 0 || strconv.FormatInt(size, 10) != lines[1] {
		return checkpoint{}, fmt.Errorf("the checkpoint's size is not a number")
	}
	bytes, err := base64.StdEncoding.Strict().DecodeString(lines[2])
	if err != nil || len(bytes) != tlog.HashSize {
		return checkpoint{}, fmt.Errorf("the checkpoint's root is not a hash")
	}
	result := checkpoint{size: size}
	copy(result.root[:], bytes)
	return result, nil
}

// tilePath writes the path of the C2SP tlog-tiles format, which differs from that of tlog.Tile.
func tilePath(folder string, index int64, width int64) string {
	groups := fmt.Sprintf("%03d", index%1000)
	for index >= 1000 {
		index /= 1000
		groups = fmt.Sprintf("x%03d/%s", index%1000, groups)
	}
	path := "/tile/" + folder + "/" + groups
	if width < tileWidth {
		path += fmt.Sprintf(".p/%d", width)
	}
	return path
}

type client struct {
	base string
	http http.Client
}

func (c *client) get(path string) ([]byte, error) {
	response, err := c.http.Get(c.base + path)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%s: %s", path, response.Status)
	}
	return io.ReadAll(io.LimitReader(response.Body, responseBytes))
}

func widthAt(index, count int64) int64 {
	if rest := count - index*tileWidth; rest < tileWidth {
		return rest
	}
	return tileWidth
}

// fetchEntries returns the data of every leaf.
func (c *client) fetchEntries(size int64) ([][]byte, error) {
	var entries [][]byte
	for index := int64(0); index*tileWidth < size; index++ {
		width := widthAt(index, size)
		path := tilePath("entries", index, width)
		bytes, err := c.get(path)
		if err != nil {
			return nil, err
		}
		for count := int64(0); count < width; count++ {
			if len(bytes) < 2 || len(bytes) < 2+(int(bytes[0])<<8|int(bytes[1])) {
				return nil, fmt.Errorf("%s ends within entry %d", path, count)
			}
			length := int(bytes[0])<<8 | int(bytes[1])
			entries = append(entries, bytes[2:2+length])
			bytes = bytes[2+length:]
		}
		if len(bytes) > 0 {
			return nil, fmt.Errorf("%s has %d bytes too many", path, len(bytes))
		}
	}
	return entries, nil
}

// fetchTiles returns, for each tile level, the hashes of that level in order.
func (c *client) fetchTiles(size int64) ([][]tlog.Hash, error) {
	var levels [][]tlog.Hash
	for level := 0; size>>(tileHeight*level) > 0; level++ {
		count := size >> (tileHeight * level)
		var hashes []tlog.Hash
		for index := int64(0); index*tileWidth < count; index++ {
			width := widthAt(index, count)
			path := tilePath(strconv.Itoa(level), index, width)
			bytes, err := c.get(path)
			if err != nil {
				return nil, err
			}
			if int64(len(bytes)) != width*tlog.HashSize {
				return nil, fmt.Errorf("%s has %d bytes", path, len(bytes))
			}
			for place := int64(0); place < width; place++ {
				var hash tlog.Hash
				copy(hash[:], bytes[place*tlog.HashSize:])
				hashes = append(hashes, hash)
			}
		}
		levels = append(levels, hashes)
	}
	return levels, nil
}

// reader answers tlog's questions for stored hashes from the served tiles.
func reader(levels [][]tlog.Hash) tlog.HashReader {
	var node func(level int, index int64) (tlog.Hash, error)
	node = func(level int, index int64) (tlog.Hash, error) {
		if level%tileHeight == 0 {
			if level/tileHeight >= len(levels) || index >= int64(len(levels[level/tileHeight])) {
				return tlog.Hash{}, fmt.Errorf("the tiles have no hash %d of level %d", index, level)
			}
			return levels[level/tileHeight][index], nil
		}
		left, err := node(level-1, 2*index)
		if err != nil {
			return tlog.Hash{}, err
		}
		right, err := node(level-1, 2*index+1)
		if err != nil {
			return tlog.Hash{}, err
		}
		return tlog.NodeHash(left, right), nil
	}
	return tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		hashes := make([]tlog.Hash, len(indexes))
		for place, stored := range indexes {
			level, index := tlog.SplitStoredHashIndex(stored)
			hash, err := node(level, index)
			if err != nil {
				return nil, err
			}
			hashes[place] = hash
		}
		return hashes, nil
	})
}

// recompute builds the stored hashes of the tree from the entries alone.
func recompute(entries [][]byte) (tlog.HashReader, error) {
	var stored []tlog.Hash
	own := tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		hashes := make([]tlog.Hash, len(indexes))
		for place, index := range indexes {
			hashes[place] = stored[index]
		}
		return hashes, nil
	})
	for index, entry := range entries {
		hashes, err := tlog.StoredHashes(int64(index), entry, own)
		if err != nil {
			return nil, err
		}
		stored = append(stored, hashes...)
	}
	return own, nil
}

func verify(c *client, verifier note.Verifier, every int64, older []string) error {
	message, err := c.get("/checkpoint")
	if err != nil {
		return err
	}
	latest, err := openCheckpoint(message, verifier)
	if err != nil {
		return fmt.Errorf("/checkpoint: %w", err)
	}
	entries, err := c.fetchEntries(latest.size)
	if err != nil {
		return err
	}
	levels, err := c.fetchTiles(latest.size)
	if err != nil {
		return err
	}
	own, err := recompute(entries)
	if err != nil {
		return err
	}
	root, err := tlog.TreeHash(latest.size, own)
	if err != nil {
		return err
	}
	if latest.size > 0 && root != latest.root {
		return fmt.Errorf("the entries have another root than the checkpoint")
	}
	for level, hashes := range levels {
		for index, hash := range hashes {
			expected, err := own.ReadHashes([]int64{tlog.StoredHashIndex(tileHeight*level, int64(index))})
			if err != nil {
				return err
			}
			if expected[0] != hash {
				return fmt.Errorf("hash %d of tile level %d is not that of the entries", index, level)
			}
		}
	}
	served := reader(levels)
	records := 0
	for index := int64(0); index < latest.size; index++ {
		if index%every != 0 && index != latest.size-1 {
			continue
		}
		proof, err := tlog.ProveRecord(latest.size, index, served)
		if err != nil {
			return err
		}
		if err := tlog.CheckRecord(proof, latest.size, latest.root, index, tlog.RecordHash(entries[index])); err != nil {
			return fmt.Errorf("leaf %d: %w", index, err)
		}
		records++
	}
	trees := 0
	check := func(old checkpoint) error {
		proof, err := tlog.ProveTree(latest.size, old.size, served)
		if err != nil {
			return err
		}
		trees++
		return tlog.CheckTree(proof, latest.size, latest.root, old.size, old.root)
	}
	for _, file := range older {
		message, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		old, err := openCheckpoint(message, verifier)
		if err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
		if old.size > latest.size {
			return fmt.Errorf("%s: the log shrank from %d to %d", file, old.size, latest.size)
		}
		// Go has no proof from an empty tree; every tree has grown from it.
		if old.size == 0 {
			continue
		}
		if err := check(old); err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
	}
	for size := int64(1); size < latest.size; size += every {
		root, err := tlog.TreeHash(size, own)
		if err != nil {
			return err
		}
		if err := check(checkpoint{size: size, root: root}); err != nil {
			return fmt.Errorf("from size %d: %w", size, err)
		}
	}
	fmt.Printf("ok: %d entries, %d inclusion and %d consistency proofs of %s\n", latest.size, records, trees, verifier.Name())
	return nil
}

type files []string

func (f *files) String() string { return strings.Join(*f, ",") }

func (f *files) Set(name string) error {
	*f = append(*f, name)
	return nil
}

// verifyProof checks a file in the C2SP tlog-proof format whose extra data is the leaf's data.
func verifyProof(path string, verifier note.Verifier) error {
	bytes, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	head, message, found := strings.Cut(string(bytes), "\n\n")
	lines := strings.Split(head, "\n")
	if !found || len(lines) < 3 || lines[0] != "c2sp.org/tlog-proof@v1" {
		return fmt.Errorf("%s is not a proof file", path)
	}
	place := strings.TrimPrefix(lines[2], "index ")
	data, err := base64.StdEncoding.Strict().DecodeString(strings.TrimPrefix(lines[1], "extra "))
	if !strings.HasPrefix(lines[1], "extra ") || !strings.HasPrefix(lines[2], "index ") || err != nil {
		return fmt.Errorf("%s has no leaf or no index", path)
	}
	index, err := strconv.ParseInt(place, 10, 64)
	if err != nil || strconv.FormatInt(index, 10) != place {
		return fmt.Errorf("the index of %s is not a number", path)
	}
	var proof tlog.RecordProof
	for _, line := range lines[3:] {
		hash, err := tlog.ParseHash(line)
		if err != nil {
			return err
		}
		proof = append(proof, hash)
	}
	signed, err := openCheckpoint([]byte(message), verifier)
	if err != nil {
		return err
	}
	if err := tlog.CheckRecord(proof, signed.size, signed.root, index, tlog.RecordHash(data)); err != nil {
		return err
	}
	fmt.Printf("ok: the proof of entry %d leads to the root that %s signed\n", index, verifier.Name())
	return nil
}

func main() {
	vkey := flag.String("vkey", "", "the log's published key")
	every := flag.Int64("every", 1, "check the proofs of every N-th leaf and size")
	proof := flag.String("proof", "", "a tlog-proof file to check instead of a log")
	var older files
	flag.Var(&older, "older", "file with an older checkpoint; may be given again")
	flag.Parse()
	verifier, err := note.NewVerifier(strings.TrimSpace(*vkey))
	if err == nil && *proof != "" && flag.NArg() == 0 {
		if err := verifyProof(*proof, verifier); err != nil {
			fmt.Fprintln(os.Stderr, "error:", err)
			os.Exit(1)
		}
		return
	}
	if err != nil || flag.NArg() != 1 || *every < 1 {
		fmt.Fprintln(os.Stderr, "usage: verify -vkey KEY [-every N] [-older FILE]... URL, or verify -vkey KEY -proof FILE")
		os.Exit(2)
	}
	c := &client{base: strings.TrimSuffix(flag.Arg(0), "/"), http: http.Client{Timeout: fetchTimeout}}
	if err := verify(c, verifier, *every, older); err != nil {
		fmt.Fprintln(os.Stderr, "error:", err)
		os.Exit(1)
	}
}
