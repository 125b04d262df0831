/** DIF Well Known DID Configuration: which origins and DIDs belong to one and the same (docs/adr/0028-domain-linkage.md). */
@NullMarked
package id.signet.credential.linkage;

import org.jspecify.annotations.NullMarked;
