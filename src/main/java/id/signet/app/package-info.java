/** The application: doors, wiring, access control. */
@NullMarked
package id.signet.app;

import org.jspecify.annotations.NullMarked;
