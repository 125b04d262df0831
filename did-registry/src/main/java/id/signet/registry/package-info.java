/** Public facts: who is who, who may issue what, which schema. */
@NullMarked
package id.signet.registry;

import org.jspecify.annotations.NullMarked;
