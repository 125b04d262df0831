package id.signet.app.access;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The operation is open to everybody; a key that is sent must still be a good one. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Open {

    /** Whether callers without a key share a limit per address: the operation costs signatures. */
    boolean limited() default false;
}
