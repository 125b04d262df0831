package id.signet.ledger.follow;

import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;
import id.signet.ledger.Hash;
import id.signet.ledger.merkle.EntryBundle;
import id.signet.ledger.merkle.HashReader;
import id.signet.ledger.merkle.Tile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The hashes and entries that an origin serves, for one round. Whoever asks must check what they add up to. */
final class OriginTiles implements HashReader {

    private static final int LONGEST_BUNDLE = Tile.FULL * (EntryBundle.LONGEST_ENTRY + 2);

    private final Origin origin;
    private final Map<Place, List<Hash>> known = new HashMap<>();

    OriginTiles(Origin origin) {
        this.origin = origin;
    }

    private record Place(int level, long index) {}

    /** The thread was told to stop while the origin was asked. */
    static final class Interrupted extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }

    /** @throws UncheckedIOException when the origin does not answer or does not have it */
    @Override
    public List<List<Hash>> read(List<Tile> tiles) {
        List<List<Hash>> answers = new ArrayList<>(tiles.size());
        for (Tile tile : tiles) {
            Place place = new Place(tile.level(), tile.index());
            List<Hash> hashes = known.getOrDefault(place, List.of());
            if (hashes.size() < tile.width()) {
                hashes = hashes(tile);
                known.put(place, hashes);
            }
            answers.add(hashes.subList(0, tile.width()));
        }
        return answers;
    }

    private List<Hash> hashes(Tile tile) {
        Bytes bytes = file("tile/" + tile.path(), "tile/" + new Tile(tile.level(), tile.index(), Tile.FULL).path(),
                Tile.FULL * Hash.LENGTH);
        if (bytes.size() % Hash.LENGTH != 0 || bytes.size() < tile.width() * Hash.LENGTH) {
            throw new MalformedInput("tile/" + tile.path() + " has " + bytes.size() + " bytes");
        }
        byte[] all = bytes.toArray();
        List<Hash> hashes = new ArrayList<>();
        for (int at = 0; at < all.length; at += Hash.LENGTH) {
            hashes.add(Hash.of(Arrays.copyOfRange(all, at, at + Hash.LENGTH)));
        }
        return hashes;
    }

    /** The entries beside a tile of leaf hashes. */
    List<Bytes> entries(Tile tile) {
        String path = "tile/" + EntryBundle.beside(tile).path();
        Bytes bytes = file(path, "tile/" + EntryBundle.beside(new Tile(0, tile.index(), Tile.FULL)).path(),
                LONGEST_BUNDLE);
        List<Bytes> entries;
        try {
            entries = EntryBundle.decode(bytes.toArray());
        } catch (MalformedInput e) {
            throw new MalformedInput(path + ": " + e.getMessage());
        }
        if (entries.size() < tile.width()) {
            throw new MalformedInput(path + " has " + entries.size() + " entries, not " + tile.width());
        }
        return entries.subList(0, tile.width());
    }

    /** A partial file may be gone once the full one is there (C2SP tlog-tiles, "Partial Tiles"). */
    private Bytes file(String path, String full, int longest) {
        try {
            Optional<Bytes> bytes = origin.read(path, longest);
            if (bytes.isEmpty() && !full.equals(path)) {
                bytes = origin.read(full, longest);
            }
            return bytes.orElseThrow(() -> new IOException("the origin does not have " + path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Interrupted();
        }
    }
}
