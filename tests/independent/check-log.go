// check-log proves a published log with code that is not ours: signatures, tree and tiles are those of golang.org/x/mod
// (sumdb/note, sumdb/tlog). It shares nothing with packages/log and knows no entry's meaning.
//
//	check-log FOLDER VKEY [RECEIPT ...]   the log in FOLDER, its older checkpoints and the receipts given
//	check-log -fork FILE VKEY             evidence that a log showed two histories
//
// One line is printed. Exit code 0: all true; 1: something differs; 2: called wrongly.
package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const (
	tileHeight = 8
	tileWidth  = 1 << tileHeight
)

func main() {
	var said string
	var err error
	switch args := os.Args[1:]; {
	case len(args) == 3 && args[0] == "-fork":
		said, err = checkFork(args[1], args[2])
	case len(args) >= 2 && args[0] != "-fork":
		said, err = checkLog(args[0], args[1], args[2:])
	default:
		fmt.Fprintln(os.Stderr, "usage: check-log FOLDER VKEY [RECEIPT ...] | check-log -fork FILE VKEY")
		os.Exit(2)
	}
	if err != nil {
		fmt.Println("REFUSED:", strings.ReplaceAll(err.Error(), "\n", " "))
		os.Exit(1)
	}
	fmt.Println("ACCEPTED:", said)
}

// number reads a decimal without sign or leading zeros.
func number(text string) (int64, error) {
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil || n < 0 || strconv.FormatInt(n, 10) != text {
		return 0, fmt.Errorf("not a number: %q", text)
	}
	return n, nil
}

func hashOf(text string) (tlog.Hash, error) {
	var hash tlog.Hash
	raw, err := base64.StdEncoding.Strict().DecodeString(text)
	if err != nil || len(raw) != tlog.HashSize || strings.ContainsAny(text, "\r\n") {
		return hash, fmt.Errorf("not a hash: %q", text)
	}
	copy(hash[:], raw)
	return hash, nil
}

// openCheckpoint verifies the signature of the log and reads the three lines of a checkpoint.
func openCheckpoint(signed []byte, verifier note.Verifier) (tlog.Tree, error) {
	var tree tlog.Tree
	opened, err := note.Open(signed, note.VerifierList(verifier))
	if err != nil {
		return tree, err
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) != 4 || lines[3] != "" {
		return tree, errors.New("a checkpoint of this log has three lines")
	}
	if lines[0] != verifier.Name() {
		return tree, fmt.Errorf("checkpoint of another log: %q", lines[0])
	}
	if tree.N, err = number(lines[1]); err != nil {
		return tree, err
	}
	tree.Hash, err = hashOf(lines[2])
	return tree, err
}

// folderTiles reads hash tiles below a folder; a full tile stands in for a partial one that is gone.
type folderTiles struct{ folder string }

func (f folderTiles) Height() int                             { return tileHeight }
func (f folderTiles) SaveTiles(tiles []tlog.Tile, _ [][]byte) {}

func (f folderTiles) read(tile tlog.Tile) ([]byte, error) {
	path := strings.Replace(tile.Path(), "tile/8/", "tile/", 1)
	if tile.L == -1 {
		path = strings.Replace(tile.Path(), "tile/8/data/", "tile/entries/", 1)
	}
	return os.ReadFile(filepath.Join(f.folder, filepath.FromSlash(path)))
}

func (f folderTiles) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	all := make([][]byte, len(tiles))
	for i, tile := range tiles {
		data, err := f.read(tile)
		want := tile.W * tlog.HashSize
		if errors.Is(err, os.ErrNotExist) && tile.W < tileWidth {
			full := tile
			full.W = tileWidth
			if data, err = f.read(full); err == nil && len(data) == tileWidth*tlog.HashSize {
				data = data[:want]
			}
		}
		if err != nil {
			return nil, err
		}
		if len(data) != want {
			return nil, fmt.Errorf("%s has %d bytes, not %d", tile.Path(), len(data), want)
		}
		all[i] = data
	}
	return all, nil
}

// readBundle returns the entries of bundle n, of which there must be exactly as many as the tree has.
func (f folderTiles) readBundle(n int64, count int) ([][]byte, error) {
	tile := tlog.Tile{H: tileHeight, L: -1, N: n, W: count}
	data, err := f.read(tile)
	whole := true
	if errors.Is(err, os.ErrNotExist) && count < tileWidth {
		tile.W = tileWidth
		whole = false
		data, err = f.read(tile)
	}
	if err != nil {
		return nil, err
	}
	var entries [][]byte
	for len(data) > 0 && (whole || len(entries) < count) {
		if len(data) < 2 {
			return nil, fmt.Errorf("%s is cut off", tile.Path())
		}
		size := int(binary.BigEndian.Uint16(data))
		if data = data[2:]; len(data) < size {
			return nil, fmt.Errorf("%s is cut off", tile.Path())
		}
		entries = append(entries, data[:size])
		data = data[size:]
	}
	if len(entries) != count {
		return nil, fmt.Errorf("%s has %d entries, not %d", tile.Path(), len(entries), count)
	}
	return entries, nil
}

// storedTree holds every hash of a tree that was computed from entries.
type storedTree []tlog.Hash

func (s storedTree) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	hashes := make([]tlog.Hash, len(indexes))
	for i, index := range indexes {
		if index < 0 || index >= int64(len(s)) {
			return nil, fmt.Errorf("no hash %d", index)
		}
		hashes[i] = s[index]
	}
	return hashes, nil
}

// recompute builds the tree from the entries alone.
func recompute(files folderTiles, size int64) (storedTree, error) {
	var tree storedTree
	for from := int64(0); from < size; from += tileWidth {
		count := size - from
		if count > tileWidth {
			count = tileWidth
		}
		entries, err := files.readBundle(from/tileWidth, int(count))
		if err != nil {
			return nil, err
		}
		for i, entry := range entries {
			hashes, err := tlog.StoredHashes(from+int64(i), entry, tree)
			if err != nil {
				return nil, err
			}
			tree = append(tree, hashes...)
		}
	}
	return tree, nil
}

// compareTiles reads every stored hash through the tiles, which x/mod authenticates against the root.
func compareTiles(files folderTiles, newest tlog.Tree, computed storedTree) error {
	reader := tlog.TileHashReader(newest, files)
	const most = 4096
	for from := 0; from < len(computed); from += most {
		var indexes []int64
		for at := from; at < len(computed) && at < from+most; at++ {
			indexes = append(indexes, int64(at))
		}
		hashes, err := reader.ReadHashes(indexes)
		if err != nil {
			return err
		}
		for i, hash := range hashes {
			if hash != computed[from+i] {
				level, n := tlog.SplitStoredHashIndex(indexes[i])
				return fmt.Errorf("the tiles differ from the entries at level %d, node %d", level, n)
			}
		}
	}
	root, err := tlog.TreeHash(newest.N, reader)
	if err != nil {
		return err
	}
	if root != newest.Hash {
		return errors.New("the root of the tiles is not the signed one")
	}
	return nil
}

// continues proves that the newest tree begins with the older one.
func continues(older, newest tlog.Tree, hashes tlog.HashReader) error {
	if older.N > newest.N {
		return fmt.Errorf("the log went back: it had %d entries and has %d", older.N, newest.N)
	}
	if older.N == 0 {
		if older.Hash != tlog.Hash(sha256.Sum256(nil)) {
			return errors.New("not the root of an empty log")
		}
		return nil
	}
	if older.N == newest.N {
		if older.Hash != newest.Hash {
			return fmt.Errorf("two roots of size %d", older.N)
		}
		return nil
	}
	proof, err := tlog.ProveTree(newest.N, older.N, hashes)
	if err != nil {
		return err
	}
	if err := tlog.CheckTree(proof, newest.N, newest.Hash, older.N, older.Hash); err != nil {
		return fmt.Errorf("another history at size %d: %w", older.N, err)
	}
	return nil
}

// checkReceipt verifies a tlog-proof with the entry in it, and that its checkpoint belongs to this history.
func checkReceipt(file []byte, verifier note.Verifier, newest tlog.Tree, hashes tlog.HashReader) error {
	at := bytes.Index(file, []byte("\n\n"))
	if at < 0 {
		return errors.New("no checkpoint in the receipt")
	}
	lines := strings.Split(string(file[:at]), "\n")
	if len(lines) < 3 || lines[0] != "c2sp.org/tlog-proof@v1" {
		return errors.New("not a tlog-proof")
	}
	extra, index := strings.TrimPrefix(lines[1], "extra "), strings.TrimPrefix(lines[2], "index ")
	if extra == lines[1] || index == lines[2] {
		return errors.New("no entry or no index in the receipt")
	}
	entry, err := base64.StdEncoding.Strict().DecodeString(extra)
	if err != nil {
		return err
	}
	n, err := number(index)
	if err != nil {
		return err
	}
	var proof tlog.RecordProof
	for _, line := range lines[3:] {
		hash, err := hashOf(line)
		if err != nil {
			return err
		}
		proof = append(proof, hash)
	}
	tree, err := openCheckpoint(file[at+2:], verifier)
	if err != nil {
		return err
	}
	if n >= tree.N {
		return fmt.Errorf("index %d in a log of %d entries", n, tree.N)
	}
	if err := tlog.CheckRecord(proof, tree.N, tree.Hash, n, tlog.RecordHash(entry)); err != nil {
		return err
	}
	return continues(tree, newest, hashes)
}

func checkLog(folder, vkey string, receipts []string) (string, error) {
	verifier, err := note.NewVerifier(strings.TrimSpace(vkey))
	if err != nil {
		return "", err
	}
	signed, err := os.ReadFile(filepath.Join(folder, "checkpoint"))
	if err != nil {
		return "", err
	}
	newest, err := openCheckpoint(signed, verifier)
	if err != nil {
		return "", fmt.Errorf("checkpoint: %w", err)
	}
	if newest.N == 0 {
		return "", errors.New("the log is empty")
	}
	files := folderTiles{folder}
	computed, err := recompute(files, newest.N)
	if err != nil {
		return "", fmt.Errorf("entries: %w", err)
	}
	root, err := tlog.TreeHash(newest.N, computed)
	if err != nil {
		return "", err
	}
	if root != newest.Hash {
		return "", errors.New("entries: their root is not the signed one")
	}
	if err := compareTiles(files, newest, computed); err != nil {
		return "", fmt.Errorf("tiles: %w", err)
	}
	kept, err := filepath.Glob(filepath.Join(folder, "checkpoint.*"))
	if err != nil {
		return "", err
	}
	sort.Strings(kept)
	for _, path := range kept {
		older, err := os.ReadFile(path)
		if err != nil {
			return "", err
		}
		tree, err := openCheckpoint(older, verifier)
		if err == nil && filepath.Base(path) != fmt.Sprintf("checkpoint.%d", tree.N) {
			err = fmt.Errorf("its size is %d", tree.N)
		}
		if err == nil {
			err = continues(tree, newest, computed)
		}
		if err != nil {
			return "", fmt.Errorf("%s: %w", filepath.Base(path), err)
		}
	}
	for _, path := range receipts {
		file, err := os.ReadFile(path)
		if err == nil {
			err = checkReceipt(file, verifier, newest, computed)
		}
		if err != nil {
			return "", fmt.Errorf("receipt %s: %w", filepath.Base(path), err)
		}
	}
	return fmt.Sprintf("%s, %d entries, %d older checkpoints, %d receipts", verifier.Name(), newest.N, len(kept), len(receipts)), nil
}

// checkFork decides whether two signed checkpoints cannot belong to one history.
func checkFork(path, vkey string) (string, error) {
	verifier, err := note.NewVerifier(strings.TrimSpace(vkey))
	if err != nil {
		return "", err
	}
	file, err := os.ReadFile(path)
	if err != nil {
		return "", err
	}
	var evidence struct {
		Format, Older, Newer, Root string
		Proof                      []string
	}
	if err := json.Unmarshal(file, &evidence); err != nil {
		return "", err
	}
	if evidence.Format != "terang/cabang/v1" {
		return "", errors.New("not a file of fork evidence")
	}
	older, err := openCheckpoint([]byte(evidence.Older), verifier)
	if err != nil {
		return "", fmt.Errorf("older checkpoint: %w", err)
	}
	newer, err := openCheckpoint([]byte(evidence.Newer), verifier)
	if err != nil {
		return "", fmt.Errorf("newer checkpoint: %w", err)
	}
	inside, err := hashOf(evidence.Root)
	if err != nil {
		return "", err
	}
	var proof tlog.TreeProof
	for _, line := range evidence.Proof {
		hash, err := hashOf(line)
		if err != nil {
			return "", err
		}
		proof = append(proof, hash)
	}
	if inside == older.Hash {
		return "", errors.New("both checkpoints belong to one history")
	}
	if older.N == newer.N {
		if inside != newer.Hash || len(proof) > 0 {
			return "", errors.New("the evidence does not fit its checkpoints")
		}
	} else if err := tlog.CheckTree(proof, newer.N, newer.Hash, older.N, inside); err != nil {
		return "", fmt.Errorf("the evidence does not fit its checkpoints: %w", err)
	}
	return fmt.Sprintf("%s showed two histories, at sizes %d and %d", verifier.Name(), older.N, newer.N), nil
}
