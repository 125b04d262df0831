/** What operators see. */
@NullMarked
package id.signet.app.observe;

import org.jspecify.annotations.NullMarked;
