/** Tests. */
@NullMarked
package id.signet.app.config;

import org.jspecify.annotations.NullMarked;
