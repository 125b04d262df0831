/** Tests. */
@NullMarked
package id.signet.app.api.wire;

import org.jspecify.annotations.NullMarked;
