/** Tests of the application as a whole, and of the house's rules. */
@NullMarked
package id.signet.app;

import org.jspecify.annotations.NullMarked;
