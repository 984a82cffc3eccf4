// Cosigned checks a checkpoint and the cosignatures of its witnesses with Go's own note package and Ed25519.
//
//	GOPATH=/usr/share/gocode GO111MODULE=off go run Interop/tlog/cosigned.go -vkey KEY -witnesses FILE -least N CHECKPOINT
//
// FILE has one key of a witness on each line. It fails unless the log signed and at least N of the witnesses cosigned.
package main

import (
	"bufio"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"flag"
	"fmt"
	"os"
	"strings"

	"golang.org/x/mod/sumdb/note"
)

const (
	cosignature   = 4
	timeBytes     = 8
	signatureSize = timeBytes + ed25519.SignatureSize
)

// witness verifies the lines of one witness, as C2SP tlog-cosignature describes them.
type witness struct {
	name string
	hash uint32
	key  ed25519.PublicKey
}

func (w witness) Name() string    { return w.name }
func (w witness) KeyHash() uint32 { return w.hash }

func (w witness) Verify(text, signature []byte) bool {
	if len(signature) != signatureSize {
		return false
	}
	seconds := binary.BigEndian.Uint64(signature)
	message := fmt.Sprintf("cosignature/v1\ntime %d\n%s", seconds, text)
	return ed25519.Verify(w.key, []byte(message), signature[timeBytes:])
}

func newWitness(vkey string) (witness, error) {
	parts := strings.SplitN(vkey, "+", 3)
	if len(parts) != 3 {
		return witness{}, fmt.Errorf("a key has three parts")
	}
	id, err := hex.DecodeString(parts[1])
	if err != nil || len(id) != 4 {
		return witness{}, fmt.Errorf("the id of a key has eight digits")
	}
	bytes, err := base64.StdEncoding.Strict().DecodeString(parts[2])
	if err != nil || len(bytes) != 1+ed25519.PublicKeySize || bytes[0] != cosignature {
		return witness{}, fmt.Errorf("this is no key of a witness")
	}
	hash := sha256.Sum256(append([]byte(parts[0]+"\n"), bytes...))
	if string(hash[:4]) != string(id) {
		return witness{}, fmt.Errorf("the id is not that of the key")
	}
	return witness{parts[0], binary.BigEndian.Uint32(id), ed25519.PublicKey(bytes[1:])}, nil
}

func check(path, vkey, witnesses string, least int) (int, error) {
	log, err := note.NewVerifier(strings.TrimSpace(vkey))
	if err != nil {
		return 0, err
	}
	file, err := os.Open(witnesses)
	if err != nil {
		return 0, err
	}
	defer file.Close()
	verifiers := []note.Verifier{log}
	for lines := bufio.NewScanner(file); lines.Scan(); {
		one, err := newWitness(lines.Text())
		if err != nil {
			return 0, err
		}
		verifiers = append(verifiers, one)
	}
	message, err := os.ReadFile(path)
	if err != nil {
		return 0, err
	}
	opened, err := note.Open(message, note.VerifierList(verifiers...))
	if err != nil {
		return 0, err
	}
	cosigned, isSigned := 0, false
	for _, signature := range opened.Sigs {
		if signature.Hash == log.KeyHash() && signature.Name == log.Name() {
			isSigned = true
		} else {
			cosigned++
		}
	}
	if !isSigned || cosigned < least {
		return 0, fmt.Errorf("%d witnesses cosigned, %d must have; signed by the log: %v", cosigned, least, isSigned)
	}
	return cosigned, nil
}

func main() {
	vkey := flag.String("vkey", "", "the log's published key")
	witnesses := flag.String("witnesses", "", "file with the keys of witnesses")
	least := flag.Int("least", 1, "how many of them must have cosigned")
	flag.Parse()
	if flag.NArg() != 1 {
		fmt.Fprintln(os.Stderr, "usage: cosigned -vkey KEY -witnesses FILE -least N CHECKPOINT")
		os.Exit(2)
	}
	cosigned, err := check(flag.Arg(0), *vkey, *witnesses, *least)
	if err != nil {
		fmt.Fprintln(os.Stderr, "error:", err)
		os.Exit(1)
	}
	fmt.Printf("ok: the log signed and %d witnesses cosigned\n", cosigned)
}
