package id.signet.app.access;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The roles that may use the operation; an admin may use all of its tenant's. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Allowed {

    Role[] value();

    /** Whether the operation is the operator's: only keys of the first tenant reach it. */
    boolean operator() default false;

    /** Whether callers of this machine reach it without a key, where the operator opened such a door. */
    boolean loopback() default false;
}
