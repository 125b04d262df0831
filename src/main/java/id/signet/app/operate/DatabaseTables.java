package id.signet.app.operate;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * All tables of the service in one database, whatever modules they belong to, as rows of numbers, texts, bytes and flags:
 * what one database wrote, the other reads.
 */
final class DatabaseTables {

    private static final String HISTORY = "flyway_";

    /** Who may write the log at this place; a store that is brought back elsewhere has its own. */
    private static final Set<String> OF_THE_PLACE = Set.of("log_node");

    private static final int LONGEST = 1 << 30;
    private static final int BATCH = 500;

    private static final int ROW = 1;
    private static final int LAST = 0;
    private static final int NULL = 0;
    private static final int NUMBER = 1;
    private static final int TEXT = 2;
    private static final int BYTES = 3;
    private static final int FLAG = 4;

    private final Connection connection;

    DatabaseTables(Connection connection) {
        this.connection = connection;
    }

    /** One row, column by column; a value is a Long, String, byte[], Boolean or null. */
    interface RowTaker {
        void row(List<@Nullable Object> values) throws IOException;
    }

    /** Every table that holds data, each behind those it refers to. */
    List<String> names() throws SQLException {
        Set<String> ordered = new LinkedHashSet<>();
        for (String table : all()) {
            if (!table.startsWith(HISTORY) && !OF_THE_PLACE.contains(table)) {
                add(table, ordered);
            }
        }
        return List.copyOf(ordered);
    }

    private void add(String table, Set<String> ordered) throws SQLException {
        if (ordered.contains(table)) {
            return;
        }
        Set<String> parents = new TreeSet<>();
        try (ResultSet keys = connection.getMetaData()
                .getImportedKeys(connection.getCatalog(), connection.getSchema(), table)) {
            while (keys.next()) {
                parents.add(keys.getString("PKTABLE_NAME"));
            }
        }
        for (String parent : parents) {
            if (!parent.equals(table)) {
                add(parent, ordered);
            }
        }
        ordered.add(table);
    }

    private Set<String> all() throws SQLException {
        Set<String> names = new TreeSet<>();
        try (ResultSet tables = connection.getMetaData()
                .getTables(connection.getCatalog(), connection.getSchema(), "%", new String[]{"TABLE", "BASE TABLE"})) {
            while (tables.next()) {
                names.add(tables.getString("TABLE_NAME"));
            }
        }
        return names;
    }

    /** How far the scripts of each module have been run. */
    Map<String, String> versions() throws SQLException {
        Map<String, String> versions = new TreeMap<>();
        for (String table : all()) {
            if (table.startsWith(HISTORY)) {
                try (Statement statement = connection.createStatement();
                        ResultSet rows = statement.executeQuery("SELECT \"version\" FROM \"" + table
                                + "\" WHERE \"success\" AND \"version\" IS NOT NULL ORDER BY \"installed_rank\" DESC")) {
                    versions.put(table.substring(HISTORY.length()), rows.next() ? rows.getString(1) : "0");
                }
            }
        }
        return versions;
    }

    /** Whether nothing was ever kept here; the head of a log without entries is nothing. */
    boolean empty() throws SQLException {
        for (String table : names()) {
            String rows = "SELECT COUNT(*) FROM " + table + (table.equals("log_head") ? " WHERE tree_size > 0" : "");
            try (Statement statement = connection.createStatement(); ResultSet count = statement.executeQuery(rows)) {
                if (!count.next() || count.getLong(1) > 0) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Writes all rows in the order of the primary key; answers how many. */
    long dump(String table, DataOutputStream out) throws SQLException, IOException {
        List<String> key = key(table);
        long count = 0;
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(BATCH);
            try (ResultSet rows = statement.executeQuery("SELECT * FROM " + table
                    + (key.isEmpty() ? "" : " ORDER BY " + String.join(", ", key)))) {
                ResultSetMetaData columns = rows.getMetaData();
                out.writeInt(columns.getColumnCount());
                for (int i = 1; i <= columns.getColumnCount(); i++) {
                    out.writeUTF(columns.getColumnName(i));
                }
                for (; rows.next(); count++) {
                    out.writeByte(ROW);
                    for (int i = 1; i <= columns.getColumnCount(); i++) {
                        write(rows, i, columns.getColumnType(i), out);
                    }
                }
                out.writeByte(LAST);
            }
        }
        return count;
    }

    private List<String> key(String table) throws SQLException {
        Map<Integer, String> columns = new TreeMap<>();
        DatabaseMetaData about = connection.getMetaData();
        try (ResultSet keys = about.getPrimaryKeys(connection.getCatalog(), connection.getSchema(), table)) {
            while (keys.next()) {
                columns.put(keys.getInt("KEY_SEQ"), keys.getString("COLUMN_NAME"));
            }
        }
        return List.copyOf(columns.values());
    }

    private static void write(ResultSet rows, int column, int type, DataOutputStream out)
            throws SQLException, IOException {
        switch (type) {
            case Types.BIGINT, Types.INTEGER, Types.SMALLINT -> {
                long number = rows.getLong(column);
                if (rows.wasNull()) {
                    out.writeByte(NULL);
                } else {
                    out.writeByte(NUMBER);
                    out.writeLong(number);
                }
            }
            case Types.BOOLEAN, Types.BIT -> {
                boolean flag = rows.getBoolean(column);
                out.writeByte(rows.wasNull() ? NULL : FLAG);
                if (!rows.wasNull()) {
                    out.writeBoolean(flag);
                }
            }
            case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB ->
                write(BYTES, rows.getBytes(column), out);
            case Types.VARCHAR, Types.CHAR, Types.LONGVARCHAR, Types.CLOB -> {
                String text = rows.getString(column);
                write(TEXT, text == null ? null : text.getBytes(StandardCharsets.UTF_8), out);
            }
            default -> throw new SQLException("a backup knows no columns of type " + type);
        }
    }

    private static void write(int kind, byte @Nullable [] bytes, DataOutputStream out) throws IOException {
        if (bytes == null) {
            out.writeByte(NULL);
            return;
        }
        out.writeByte(kind);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    /** The names of the columns, then each row to the taker; answers how many rows there were. */
    static long read(DataInputStream in, List<String> columns, RowTaker taker) throws IOException {
        int width = in.readInt();
        if (width < 1 || width > 1_000) {
            throw new IOException("a table has 1 to 1000 columns");
        }
        for (int i = 0; i < width; i++) {
            columns.add(in.readUTF());
        }
        long count = 0;
        for (int mark = in.readByte(); mark != LAST; mark = in.readByte()) {
            if (mark != ROW) {
                throw new IOException("a row does not begin where it should");
            }
            List<@Nullable Object> row = new ArrayList<>(width);
            for (int i = 0; i < width; i++) {
                row.add(value(in));
            }
            taker.row(row);
            count++;
        }
        return count;
    }

    private static @Nullable Object value(DataInputStream in) throws IOException {
        int kind = in.readByte();
        return switch (kind) {
            case NULL -> null;
            case NUMBER -> in.readLong();
            case FLAG -> in.readBoolean();
            case TEXT -> new String(bytes(in), StandardCharsets.UTF_8);
            case BYTES -> bytes(in);
            default -> throw new IOException("a value of an unknown kind");
        };
    }

    private static byte[] bytes(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > LONGEST) {
            throw new IOException("a value is too long");
        }
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new IOException("a value is cut");
        }
        return bytes;
    }

    /** Puts the rows of a part into the table, which must be there with the same columns. */
    void load(String table, DataInputStream in) throws SQLException, IOException {
        List<String> columns = new ArrayList<>();
        Inserts inserts = new Inserts(table, columns);
        try {
            read(in, columns, inserts::add);
            inserts.flush();
        } finally {
            inserts.close();
        }
    }

    private final class Inserts {

        private final String table;
        private final List<String> columns;
        private @Nullable PreparedStatement statement;
        private int waiting;

        Inserts(String table, List<String> columns) {
            this.table = table;
            this.columns = columns;
        }

        void add(List<@Nullable Object> row) throws IOException {
            try {
                PreparedStatement insert = statement;
                if (insert == null) {
                    insert = connection.prepareStatement("INSERT INTO " + table + " (" + String.join(", ", columns)
                            + ") VALUES (" + String.join(", ", Collections.nCopies(columns.size(), "?")) + ")");
                    statement = insert;
                }
                for (int i = 0; i < row.size(); i++) {
                    bind(insert, i + 1, row.get(i));
                }
                insert.addBatch();
                if (++waiting == BATCH) {
                    flush();
                }
            } catch (SQLException e) {
                throw new IOException("the table " + table + " does not take a row", e);
            }
        }

        private static void bind(PreparedStatement insert, int column, @Nullable Object value) throws SQLException {
            switch (value) {
                case null -> insert.setObject(column, null);
                case Long number -> insert.setLong(column, number);
                case Boolean flag -> insert.setBoolean(column, flag);
                case byte[] bytes -> insert.setBytes(column, bytes);
                default -> insert.setString(column, value.toString());
            }
        }

        void flush() throws SQLException {
            if (statement != null && waiting > 0) {
                statement.executeBatch();
                waiting = 0;
            }
        }

        void close() throws SQLException {
            if (statement != null) {
                statement.close();
            }
        }
    }

    /** Makes room for the rows of the backup in tables that the scripts fill. */
    void clear() throws SQLException {
        List<String> backwards = new ArrayList<>(names());
        Collections.reverse(backwards);
        for (String table : backwards) {
            try (Statement statement = connection.createStatement()) {
                statement.executeUpdate("DELETE FROM " + table);
            }
        }
    }

    /** By name, for those who need single columns of a part. */
    static Map<String, @Nullable Object> named(List<String> columns, List<@Nullable Object> row) {
        Map<String, @Nullable Object> named = new LinkedHashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            named.put(columns.get(i), row.get(i));
        }
        return named;
    }
}
