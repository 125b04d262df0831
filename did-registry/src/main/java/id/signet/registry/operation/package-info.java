/** Operations signed by their controller, as they stand in the log (docs/adr/0010-did-weid.md). */
@NullMarked
package id.signet.registry.operation;

import org.jspecify.annotations.NullMarked;
