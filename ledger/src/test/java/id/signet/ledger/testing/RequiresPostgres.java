package id.signet.ledger.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The test needs a real PostgreSQL. Where none can be started it is reported as skipped with the reason; with
 * {@code -Drequire.postgres=true} it fails instead.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(RequiresPostgres.Condition.class)
public @interface RequiresPostgres {

    /** Starts the server once for the whole JVM and tells whether it runs. */
    final class Condition implements ExecutionCondition {

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            return TestDatabase.postgresTrouble().map(trouble -> {
                if (Boolean.getBoolean("require.postgres")) {
                    return ConditionEvaluationResult.enabled("require.postgres is set: " + trouble);
                }
                System.err.println("Skipped " + context.getDisplayName() + ": " + trouble);
                return ConditionEvaluationResult.disabled(trouble);
            }).orElseGet(() -> ConditionEvaluationResult.enabled("PostgreSQL runs"));
        }
    }
}
