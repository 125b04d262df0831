package id.signet.ledger.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.signet.crypto.Bytes;
import id.signet.ledger.state.Table;
import id.signet.ledger.testing.TestDatabase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.OptimisticLockingFailureException;

/** The same promises on every database: one subclass each. */
abstract class JdbcTablesContract {

    record BookKey(String shelf, long number) {}

    record Book(String title, Optional<Instant> lentUntil, boolean rare, Optional<Bytes> cover) {}

    static final Table<BookKey, Book> BOOKS = Table.ofPublic("book", BookKey.class, Book.class);

    static final RowMapping<BookKey, Book> MAPPING = new RowMapping<>(BOOKS, List.of("shelf", "number"),
            key -> List.of(key.shelf(), key.number()), row -> new BookKey(row.text("shelf"), row.number("number")),
            List.of("title", "lent_until", "rare", "cover"),
            book -> Arrays.asList(book.title(), book.lentUntil().orElse(null), book.rare(), book.cover().orElse(null)),
            row -> new Book(row.text("title"), row.optionalInstant("lent_until"), row.flag("rare"),
                    row.optionalBytes("cover")));

    private TestDatabase database;
    private JdbcTables tables;

    abstract TestDatabase open();

    @BeforeEach
    void openDatabase() {
        database = open().migrated("ledger");
        database.client()
                .sql("""
                     CREATE TABLE book (shelf VARCHAR(20) NOT NULL, number BIGINT NOT NULL, title VARCHAR(100) NOT NULL,
                       lent_until BIGINT, rare BOOLEAN NOT NULL, cover BYTEA, PRIMARY KEY (shelf, number))""")
                .update();
        tables = new JdbcTables(database.dataSource(), List.of(MAPPING));
    }

    @AfterEach
    void closeDatabase() {
        database.close();
    }

    private static Book book(String title) {
        return new Book(title, Optional.empty(), false, Optional.empty());
    }

    @Test
    void everyKindOfValueComesBackAsItWas() {
        Book full = new Book("Faust", Optional.of(Instant.ofEpochMilli(1_700_000_000_123L)), true,
                Optional.of(Bytes.utf8("image")));
        tables.store(BOOKS, Map.of(new BookKey("a", 1), full, new BookKey("a", 2), book("Emma")), Map.of());

        assertThat(tables.load(BOOKS, List.of(new BookKey("a", 1), new BookKey("a", 2), new BookKey("b", 1))))
                .containsOnly(Map.entry(new BookKey("a", 1), full), Map.entry(new BookKey("a", 2), book("Emma")));
    }

    @Test
    void manyKeysAreLoadedInFewQuestions() {
        Map<BookKey, Book> many = LongStream.range(0, 1_300)
                .boxed()
                .collect(Collectors.toMap(number -> new BookKey("s", number), number -> book("t" + number)));
        tables.store(BOOKS, many, Map.of());

        assertThat(tables.load(BOOKS, many.keySet())).isEqualTo(many);
    }

    @Test
    void aReplacedRowHoldsTheNewValues() {
        BookKey key = new BookKey("a", 1);
        tables.store(BOOKS, Map.of(key, book("Emma")), Map.of());
        tables.store(BOOKS, Map.of(), Map.of(key, book("Persuasion")));

        assertThat(tables.load(BOOKS, List.of(key))).containsEntry(key, book("Persuasion"));
    }

    @Test
    void replacingARowThatIsGoneIsAFault() {
        assertThatThrownBy(() -> tables.store(BOOKS, Map.of(), Map.of(new BookKey("a", 1), book("Emma"))))
                .isInstanceOf(OptimisticLockingFailureException.class);
    }

    @Test
    void rowsAreListedInTheOrderOfTheirKeys() {
        tables.store(BOOKS, Map.of(new BookKey("b", 1), book("3"), new BookKey("a", 10), book("2"), new BookKey("a", 9),
                book("1")), Map.of());
        List<String> titles = new ArrayList<>();
        tables.forEach(BOOKS, (key, book) -> titles.add(book.title()));

        assertThat(titles).containsExactly("1", "2", "3");
    }

    @Test
    void rowsAreFoundByWhatNoKeySays() {
        tables.store(BOOKS, Map.of(new BookKey("b", 1), book("Emma"), new BookKey("a", 1), book("Emma"),
                new BookKey("a", 2), book("Faust")), Map.of());

        assertThat(tables.where(BOOKS, "title = ? AND number < ?", "Emma", 5L)).hasSize(2);
        assertThat(tables.where(BOOKS, "title = ?", "Persuasion")).isEmpty();
    }

    @Test
    void noRowOfAPublicTableIsLockedByAnybodyButTheLog() {
        assertThatThrownBy(() -> tables.lock(BOOKS, new BookKey("a", 1))).isInstanceOf(IllegalStateException.class);
    }
}
