// Reads a running log with the Go authors' own transparency log code (golang.org/x/mod/sumdb/tlog and note), which shares
// nothing with ours: the checkpoint's signature, every tile against the root, every entry against its tile, consistency
// between sizes, and receipts.
package main

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const tileHeight = 8

func main() {
	if len(os.Args) < 3 {
		fail("usage: c2sp <address of the service> <verifier key> [receipt...]")
	}
	log := reader{address: strings.TrimSuffix(os.Args[1], "/"), width: map[tlog.Tile]int{}}
	verifier, err := note.NewVerifier(os.Args[2])
	must("the verifier key", err)
	tree := openCheckpoint(log.get("/log/checkpoint"), verifier)
	log.size = tree.N
	fmt.Printf("checkpoint   size %d, signed by %s\n", tree.N, verifier.Name())

	hashes := tlog.TileHashReader(tree, &log)
	entries := readEntries(&log, tree, hashes)
	fmt.Printf("tiles        %d read, each proven to belong to the root\n", len(log.width))
	fmt.Printf("entries      %d in bundles, each with the hash of its leaf\n", len(entries))
	fmt.Printf("inclusion    %d proofs made and checked\n", proveRecords(tree, hashes, entries))
	fmt.Printf("consistency  %d proofs of the service checked\n", checkConsistency(&log, tree, hashes))
	fmt.Printf("receipts     %d of the service checked\n", checkServedReceipts(&log, tree, entries, verifier))
	for _, file := range os.Args[3:] {
		text, err := os.ReadFile(file)
		must(file, err)
		index, of := checkReceipt(text, entries, verifier)
		fmt.Printf("receipt      %s: entry %d under a tree of %d\n", file, index, of.N)
	}
	fmt.Println("ACCEPTED")
}

func openCheckpoint(text []byte, verifier note.Verifier) tlog.Tree {
	opened, err := note.Open(text, note.VerifierList(verifier))
	must("the checkpoint's signature", err)
	lines := strings.Split(opened.Text, "\n")
	if len(lines) < 4 || lines[0] != verifier.Name() {
		fail("the checkpoint is not one of " + verifier.Name())
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	must("the checkpoint's size", err)
	root, err := base64.StdEncoding.DecodeString(lines[2])
	must("the checkpoint's root", err)
	tree := tlog.Tree{N: size}
	if copy(tree.Hash[:], root) != tlog.HashSize || len(root) != tlog.HashSize {
		fail("the checkpoint's root is not a hash")
	}
	return tree
}

// reader fetches tiles by their C2SP addresses, in which the height is left out.
type reader struct {
	address string
	size    int64
	width   map[tlog.Tile]int
}

func (r *reader) Height() int { return tileHeight }

func (r *reader) SaveTiles(tiles []tlog.Tile, data [][]byte) {
	for i, tile := range tiles {
		r.width[tile] = len(data[i])
	}
}

func (r *reader) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	data := make([][]byte, len(tiles))
	for i, tile := range tiles {
		data[i] = r.get("/log/" + strings.Replace(tile.Path(), fmt.Sprintf("tile/%d/", tileHeight), "tile/", 1))
		if len(data[i]) != tile.W*tlog.HashSize {
			fail(fmt.Sprintf("tile %s has %d bytes", tile.Path(), len(data[i])))
		}
	}
	return data, nil
}

func (r *reader) get(path string) []byte {
	answer, err := http.Get(r.address + path)
	must(path, err)
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	must(path, err)
	if answer.StatusCode != http.StatusOK {
		fail(fmt.Sprintf("%s: %s", path, answer.Status))
	}
	return body
}

func readEntries(log *reader, tree tlog.Tree, hashes tlog.HashReader) [][]byte {
	var entries [][]byte
	for first := int64(0); first < tree.N; first += 1 << tileHeight {
		width := tree.N - first
		if width > 1<<tileHeight {
			width = 1 << tileHeight
		}
		tile := tlog.Tile{H: tileHeight, L: -1, N: first >> tileHeight, W: int(width)}
		path := strings.Replace(tile.Path(), fmt.Sprintf("tile/%d/data/", tileHeight), "tile/entries/", 1)
		bundle := log.get("/log/" + path)
		for len(bundle) > 0 {
			length := int(binary.BigEndian.Uint16(bundle))
			entries = append(entries, bundle[2:2+length])
			bundle = bundle[2+length:]
		}
	}
	if int64(len(entries)) != tree.N {
		fail(fmt.Sprintf("the bundles hold %d entries, not %d", len(entries), tree.N))
	}
	indexes := make([]int64, len(entries))
	for i := range entries {
		indexes[i] = tlog.StoredHashIndex(0, int64(i))
	}
	leaves, err := hashes.ReadHashes(indexes)
	must("the tiles", err)
	for i, entry := range entries {
		if tlog.RecordHash(entry) != leaves[i] {
			fail(fmt.Sprintf("entry %d does not have the hash of its leaf", i))
		}
	}
	return entries
}

func proveRecords(tree tlog.Tree, hashes tlog.HashReader, entries [][]byte) int {
	proofs := 0
	for i := int64(0); i < tree.N; i += 1 + tree.N/100 {
		proof, err := tlog.ProveRecord(tree.N, i, hashes)
		must("a proof", err)
		must("a proof", tlog.CheckRecord(proof, tree.N, tree.Hash, i, tlog.RecordHash(entries[i])))
		proofs++
	}
	return proofs
}

func checkConsistency(log *reader, tree tlog.Tree, hashes tlog.HashReader) int {
	proofs := 0
	for from := int64(1); from <= tree.N; from += 1 + tree.N/50 {
		root, err := tlog.TreeHash(from, hashes)
		must("a root", err)
		var answer struct{ Hashes []string }
		text := log.get(fmt.Sprintf("/api/v1/ledger/consistency?from=%d&to=%d", from, tree.N))
		must("a consistency proof", json.Unmarshal(text, &answer))
		must(fmt.Sprintf("consistency of %d with %d", from, tree.N),
			tlog.CheckTree(decode(answer.Hashes), tree.N, tree.Hash, from, root))
		proofs++
	}
	return proofs
}

func checkServedReceipts(log *reader, tree tlog.Tree, entries [][]byte, verifier note.Verifier) int {
	receipts := 0
	for i := int64(0); i < tree.N; i += 1 + tree.N/50 {
		text := log.get(fmt.Sprintf("/api/v1/ledger/entries/%d/receipt", i))
		index, _ := checkReceipt(text, entries, verifier)
		if index != i {
			fail(fmt.Sprintf("the receipt of entry %d speaks of %d", i, index))
		}
		receipts++
	}
	return receipts
}

// checkReceipt reads a C2SP tlog-proof.
func checkReceipt(text []byte, entries [][]byte, verifier note.Verifier) (int64, tlog.Tree) {
	head, checkpoint, found := bytes.Cut(text, []byte("\n\n"))
	lines := strings.Split(string(head), "\n")
	if !found || lines[0] != "c2sp.org/tlog-proof@v1" {
		fail("not a tlog-proof")
	}
	lines = lines[1:]
	if strings.HasPrefix(lines[0], "extra ") {
		lines = lines[1:]
	}
	index, err := strconv.ParseInt(strings.TrimPrefix(lines[0], "index "), 10, 64)
	must("a receipt's index", err)
	tree := openCheckpoint(checkpoint, verifier)
	if index >= int64(len(entries)) {
		fail("a receipt speaks of an entry that is not published yet")
	}
	must(fmt.Sprintf("the receipt of entry %d", index),
		tlog.CheckRecord(decode(lines[1:]), tree.N, tree.Hash, index, tlog.RecordHash(entries[index])))
	return index, tree
}

func decode(texts []string) []tlog.Hash {
	hashes := make([]tlog.Hash, len(texts))
	for i, text := range texts {
		hash, err := tlog.ParseHash(text)
		must("a hash", err)
		hashes[i] = hash
	}
	return hashes
}

func must(what string, err error) {
	if err != nil {
		fail(what + ": " + err.Error())
	}
}

func fail(why string) {
	fmt.Println("REFUSED: " + why)
	os.Exit(1)
}
