/** Tests. */
@NullMarked
package id.signet.app.access;

import org.jspecify.annotations.NullMarked;
