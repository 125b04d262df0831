package id.signet.ledger.jdbc;

import id.signet.crypto.Bytes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.UncategorizedSQLException;

/** The current row of an answer, read by column name with the types that tables here use. */
public final class Row {

    private final ResultSet rows;

    Row(ResultSet rows) {
        this.rows = rows;
    }

    public String text(String column) {
        return present(column, read(column, ResultSet::getString));
    }

    public Optional<String> optionalText(String column) {
        return Optional.ofNullable(read(column, ResultSet::getString));
    }

    public long number(String column) {
        return present(column, optionalNumberOrNull(column));
    }

    public Optional<Long> optionalNumber(String column) {
        return Optional.ofNullable(optionalNumberOrNull(column));
    }

    public boolean flag(String column) {
        return present(column, read(column, (answer, name) -> {
            boolean value = answer.getBoolean(name);
            return answer.wasNull() ? null : value;
        }));
    }

    public Bytes bytes(String column) {
        return Bytes.of(present(column, read(column, ResultSet::getBytes)));
    }

    public Optional<Bytes> optionalBytes(String column) {
        return Optional.ofNullable(read(column, ResultSet::getBytes)).map(Bytes::of);
    }

    /** A time kept as milliseconds since 1970 in a BIGINT. */
    public Instant instant(String column) {
        return Instant.ofEpochMilli(number(column));
    }

    public Optional<Instant> optionalInstant(String column) {
        return optionalNumber(column).map(Instant::ofEpochMilli);
    }

    private @Nullable Long optionalNumberOrNull(String column) {
        return read(column, (answer, name) -> {
            long value = answer.getLong(name);
            return answer.wasNull() ? null : value;
        });
    }

    private static <T> T present(String column, @Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("the column " + column + " is null");
        }
        return value;
    }

    private <T> @Nullable T read(String column, Reader<T> reader) {
        try {
            return reader.read(rows, column);
        } catch (SQLException e) {
            throw new UncategorizedSQLException("read the column " + column, null, e);
        }
    }

    private interface Reader<T> {
        @Nullable
        T read(ResultSet rows, String column) throws SQLException;
    }
}
