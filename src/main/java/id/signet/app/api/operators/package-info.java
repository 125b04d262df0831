/** Tenants, API keys, audit. */
@NullMarked
package id.signet.app.api.operators;

import org.jspecify.annotations.NullMarked;
