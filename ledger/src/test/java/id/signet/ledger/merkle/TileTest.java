package id.signet.ledger.merkle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;
import id.signet.ledger.TreeSize;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TileTest {

    @ParameterizedTest
    @CsvSource({
        "0, 1234067, 256, 0/x001/x234/067", "0, 0, 256, 0/000", "3, 0, 1, 3/000.p/1", "1, 7, 255, 1/007.p/255",
        "2, 1000, 12, 2/x001/000.p/12", "0, 999, 256, 0/999", "7, 999999, 256, 7/x999/999",
        "0, 36028797018963967, 256, 0/x036/x028/x797/x018/x963/967"})
    void pathsAreThoseOfTheTileFormat(int level, long index, int width, String path) {
        Tile tile = new Tile(level, index, width);
        assertThat(tile.path()).isEqualTo(path);
        assertThat(Tile.parse(path)).isEqualTo(tile);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "0", "0/", "0/0", "0/00", "0/0000", "8/000", "-1/000", "00/000", "64/000", "x/000", "0/x000/000",
        "0/x00/001",
        "0/000/", "0/x001", "0/x001/", "0/001/002", "0/x001/x002", "0/000.p", "0/000.p/", "0/000.p/0", "0/000.p/01",
        "0/000.p/256", "0/000.p/-1", "0/000.p/1/", "0/000.p/1.p/1", "0/../../etc/passwd", "0/\u0660\u0660\u0660",
        "0/x999/x999/x999/x999/x999/999", "0/x036/x028/x797/x018/x963/969", "0/000 ", "0/%30%30%30", "0/X001/000"})
    void aPathInAnyOtherSpellingIsRefused(String path) {
        assertThatExceptionOfType(MalformedInput.class).isThrownBy(() -> Tile.parse(path));
    }

    @Test
    void theRightEdgeOf70000IsTheOneOfTheSpecification() {
        // "a tree of size 70,000 will be represented by 273 full level 0 tiles, one partial level 0 tile of width 112,
        // one full level 1 tile, one partial level 1 tile of width 17, and one partial level 2 tile of width 1"
        assertThat(Tile.partialTiles(new TreeSize(70_000)))
                .containsExactly(new Tile(0, 273, 112), new Tile(1, 1, 17), new Tile(2, 0, 1));
        List<Tile> all = Tile.grown(TreeSize.ZERO, new TreeSize(70_000));
        assertThat(all).hasSize(273 + 1 + 1 + 1 + 1);
        assertThat(all).filteredOn(Tile::isFull).hasSize(273 + 1);
        // "a tree of size 256 will be represented by a full level 0 tile and a partial level 1 tile of width 1"
        assertThat(Tile.grown(TreeSize.ZERO, new TreeSize(256))).containsExactly(new Tile(0, 0, 256),
                new Tile(1, 0, 1));
        assertThat(Tile.partialTiles(new TreeSize(256))).containsExactly(new Tile(1, 0, 1));
        assertThat(Tile.partialTiles(TreeSize.ZERO)).isEmpty();
    }

    @Test
    void growingInStepsPublishesEveryTileOfTheLargerTree() {
        Set<Tile> published = new HashSet<>();
        for (int size = 0; size < 70_000; size += 777) {
            int next = Math.min(size + 777, 70_000);
            published.addAll(Tile.grown(new TreeSize(size), new TreeSize(next)));
            assertThat(published).containsAll(Tile.partialTiles(new TreeSize(next)));
            assertThat(published).allMatch(tile -> tile.isCoveredBy(new TreeSize(next)));
        }
        assertThat(published).containsAll(Tile.grown(TreeSize.ZERO, new TreeSize(70_000)));
        assertThat(Tile.grown(new TreeSize(70_000), new TreeSize(70_000))).isEmpty();
    }

    @Test
    void aTileIsCoveredByTheTreesThatHaveAllItsHashes() {
        TreeSize size = new TreeSize(70_000);
        assertThat(new Tile(0, 273, 112).isCoveredBy(size)).isTrue();
        assertThat(new Tile(0, 273, 113).isCoveredBy(size)).isFalse();
        assertThat(new Tile(0, 274, 1).isCoveredBy(size)).isFalse();
        assertThat(new Tile(2, 0, 1).isCoveredBy(size)).isTrue();
        assertThat(new Tile(3, 0, 1).isCoveredBy(size)).isFalse();
        assertThat(new Tile(0, Long.MAX_VALUE >>> 8, 256).isCoveredBy(size)).isFalse();
        assertThat(new Tile(0, (Long.MAX_VALUE >>> 8) - 1, 256).isCoveredBy(new TreeSize(Long.MAX_VALUE))).isTrue();
    }

    @Test
    void thereAreNoEmptyTilesAndNoneBeyondTheNumbers() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Tile(0, 0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Tile(0, 0, 257));
        assertThatIllegalArgumentException().isThrownBy(() -> new Tile(-1, 0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Tile(8, 0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Tile(0, -1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Tile(0, (Long.MAX_VALUE >>> 8) + 1, 1));
    }

    @Test
    void entryBundlesStandBesideTilesOfLevel0() {
        EntryBundle bundle = EntryBundle.beside(new Tile(0, 1_234_067, 3));
        assertThat(bundle.path()).isEqualTo("entries/x001/x234/067.p/3");
        assertThat(EntryBundle.parse(bundle.path())).isEqualTo(bundle);
        assertThatExceptionOfType(MalformedInput.class).isThrownBy(() -> EntryBundle.parse("entry/000"));
        assertThatExceptionOfType(MalformedInput.class).isThrownBy(() -> EntryBundle.parse("entries/0"));
        assertThatIllegalArgumentException().isThrownBy(() -> EntryBundle.beside(new Tile(1, 0, 3)));
    }

    @Test
    void entriesHaveALengthOf16BitsBeforeThem() {
        List<Bytes> entries = List.of(Bytes.EMPTY, Bytes.utf8("a"), Bytes.of(new byte[300]),
                Bytes.of(new byte[65_535]));
        byte[] bundle = EntryBundle.encode(entries);
        assertThat(Bytes.of(bundle).hex()).startsWith("0000" + "0001" + "61" + "012c" + "00");
        assertThat(EntryBundle.decode(bundle)).isEqualTo(entries);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EntryBundle.encode(List.of(Bytes.of(new byte[65_536]))));
    }

    @Test
    void aBundleThatEndsTooEarlyIsRefused() {
        for (byte[] torn : List.of(new byte[]{0}, new byte[]{0, 1}, new byte[]{0, 1, 7, 0}, new byte[]{1, 0, 7})) {
            assertThatExceptionOfType(MalformedInput.class).isThrownBy(() -> EntryBundle.decode(torn));
        }
    }
}
