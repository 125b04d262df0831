package id.signet.ledger.jdbc;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/**
 * Brings the tables of one module up to date. Each module has its own scripts ({@code db/migration/<module>}) and its own
 * history table ({@code flyway_<module>}), so that modules share one schema and still number their scripts alone. Forward
 * only.
 */
public final class Migrations {

    private Migrations() {}

    /** Runs the modules' scripts in the order given: the module at the bottom of the arrows first. */
    public static void run(DataSource dataSource, String... modules) {
        for (String module : modules) {
            if (!module.matches("[a-z]{1,32}")) {
                throw new IllegalArgumentException("not the name of a module: " + module);
            }
            // The schema is never empty for the second module: version 0 says that nothing of this one is there yet.
            Flyway.configure()
                    .dataSource(dataSource)
                    .locations("classpath:db/migration/" + module)
                    .table("flyway_" + module)
                    .baselineOnMigrate(true)
                    .baselineVersion("0")
                    .failOnMissingLocations(true)
                    .cleanDisabled(true)
                    .load()
                    .migrate();
        }
    }
}
