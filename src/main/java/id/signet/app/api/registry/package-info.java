/** Types and issuers. */
@NullMarked
package id.signet.app.api.registry;

import org.jspecify.annotations.NullMarked;
